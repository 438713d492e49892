export { demo, type Outcome } from './demo/demo.ts';
export { type Breach, breaches, type Looking } from './invariants/breaches.ts';
export { seedOnce } from './seed/seed-once.ts';
export { type Shop, startShop } from './running/shop.ts';
export { startSimulatedWorker } from './running/simulated-worker.ts';
export { shownSteps, silentSteps, type Steps } from './running/steps.ts';
