import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/**
 * kafkajs 2.2.4 looks every millisecond, for each of its connections, whether a request waits, also when none does: half of what an idle
 * process costs (https://github.com/tulios/kafkajs/issues/1704). Whoever makes a request wait asks for the look, so that without one it is not
 * needed.
 */
const { scheduleCheckPendingRequests: look } = RequestQueue.prototype;
RequestQueue.prototype.scheduleCheckPendingRequests = function lookIfOneWaits(this: RequestQueue): void {
  if (this.pending.length > 0) look.call(this);
};
