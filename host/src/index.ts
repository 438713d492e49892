export { demo, type Outcome } from './demo/demo.ts';
export { breaches } from './invariants/breaches.ts';
export type { Breach } from './invariants/invariant.ts';
export { seedOnce } from './seed/seed-once.ts';
export { type Shop, startShop } from './running/shop.ts';
export { startSimulatedWorker } from './running/simulated-worker.ts';
export { shownSteps, silentSteps, type Steps } from './running/steps.ts';
