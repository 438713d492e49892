/** The people of docker/keycloak/micromart-realm.json: everybody knows their passwords, which are their names. */
export const samplePeople: readonly { readonly name: string; readonly subject: string }[] = [
  { name: 'alice', subject: '9b5c31cb-baf1-863d-aa31-9bd82bbb1de8' },
  { name: 'bob', subject: '4e6b74e7-e207-8ac8-826c-abc18aca356b' },
  { name: 'walter', subject: '75d04216-c695-8d0b-a004-c5172258475b' },
  { name: 'susan', subject: '13c88b81-bc12-821c-80b7-2a14b06d7d3e' },
  { name: 'ada', subject: '7a3f5722-1c36-827f-803c-7f1937e3390b' },
];
