import { Counter, Gauge, type Registry } from 'prom-client';

/** What is asked when somebody reads the metrics. */
export interface MessagingSource {
  readonly subgraph: string;
  readonly outbox?: () => Promise<{ readonly events: number; readonly seconds: number }>;
  readonly busLag?: () => Promise<Readonly<Record<string, number>>>;
  readonly tasks?: () => Promise<readonly { readonly kind: string; readonly due: number; readonly later: number }[]>;
  readonly parked?: () => Promise<number>;
}

export interface MessagingMetrics {
  event(subgraph: string, type: string, result: 'handled' | 'duplicate' | 'parked' | 'retried'): void;
  task(subgraph: string, kind: string, result: 'done' | 'retried' | 'parked' | 'postponed' | 'lost'): void;
  /** Adds what one subgraph can be asked; returns what takes it out again. */
  observe(source: MessagingSource): () => void;
}

/** Milliseconds: what the lag was a moment ago is told again, whoever asks how often. */
const LAG_FOR = 5_000;

/** Asks the bus at most every few seconds; an answer that failed is not kept. */
function remembered<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked = -Infinity;
  let answer: Promise<Answer> | undefined;
  return () => {
    if (answer === undefined || performance.now() - asked > LAG_FOR) {
      asked = performance.now();
      const asking = ask();
      answer = asking;
      asking.catch(() => {
        if (answer === asking) answer = undefined;
      });
    }
    return answer;
  };
}

const made = new WeakMap<Registry, MessagingMetrics>();

/** One set of metrics a registry, however many subgraphs share the process. Of a source that does not answer nothing is told. */
export function messagingMetrics(registry: Registry): MessagingMetrics {
  const known = made.get(registry);
  if (known !== undefined) return known;
  const sources = new Set<MessagingSource>();
  const registers = [registry];

  function gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    collect: (source: MessagingSource, set: (labels: Record<Label, string>, value: number) => void) => Promise<void>,
  ): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        this.reset();
        await Promise.allSettled([...sources].map(source => collect(source, (labels, value) => this.set(labels, value))));
      },
    });
  }

  gauge('micromart_outbox_events', 'Events that wait for the bus', ['subgraph'], async ({ subgraph, outbox }, set) => {
    if (outbox !== undefined) set({ subgraph }, (await outbox()).events);
  });
  gauge('micromart_outbox_age_seconds', 'Age of the oldest event that waits for the bus', ['subgraph'], async ({ subgraph, outbox }, set) => {
    if (outbox !== undefined) set({ subgraph }, (await outbox()).seconds);
  });
  gauge('micromart_bus_lag_events', 'Events that a subgraph has not consumed yet', ['subgraph', 'topic'], async ({ subgraph, busLag }, set) => {
    for (const [topic, events] of Object.entries((await busLag?.()) ?? {})) set({ subgraph, topic }, events);
  });
  gauge('micromart_tasks', 'Planned work', ['subgraph', 'kind', 'when'], async ({ subgraph, tasks }, set) => {
    for (const { kind, due, later } of (await tasks?.()) ?? []) {
      set({ subgraph, kind, when: 'due' }, due);
      set({ subgraph, kind, when: 'later' }, later);
    }
  });
  gauge('micromart_dead_letters', 'Events and tasks that were put aside', ['subgraph'], async ({ subgraph, parked }, set) => {
    if (parked !== undefined) set({ subgraph }, await parked());
  });
  const events = new Counter({
    name: 'micromart_events_total',
    help: 'Events that came, by what became of them',
    labelNames: ['subgraph', 'type', 'result'],
    registers,
  });
  const tasks = new Counter({
    name: 'micromart_task_runs_total',
    help: 'Runs of tasks, by how they ended',
    labelNames: ['subgraph', 'kind', 'result'],
    registers,
  });
  const metrics: MessagingMetrics = {
    event: (subgraph, type, result) => events.inc({ subgraph, type, result }),
    task: (subgraph, kind, result) => tasks.inc({ subgraph, kind, result }),
    observe({ busLag, ...rest }) {
      const source: MessagingSource = busLag === undefined ? rest : { ...rest, busLag: remembered(busLag) };
      sources.add(source);
      return () => void sources.delete(source);
    },
  };
  made.set(registry, metrics);
  return metrics;
}
