export type { SimulatedCarrier } from './carrier.ts';
export type { Fault } from './faults.ts';
export type { CarrierNews, TellShop } from './news.ts';
export { openCarriers, type CarrierOptions, type CarrierSimulators } from './simulators.ts';
