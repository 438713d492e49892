export { start } from './commands/start.ts';
export { demo, type Outcome } from './demo/demo.ts';
export { breaches } from './invariants/breaches.ts';
export type { Breach } from './invariants/invariant.ts';
export { seedOnce } from './seed/seed-once.ts';
export { type Shop, startShop } from './running/shop.ts';
export { shownSteps, silentSteps, type Steps } from './running/steps.ts';
export { withStores } from './running/stores.ts';
export { type HostSettings, readHostSettings } from './settings.ts';
