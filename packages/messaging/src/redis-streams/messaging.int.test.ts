import { messagingConformance } from '../testing/messaging-conformance.ts';
import { redisStreamsUnderTest } from '../testing/redis-streams-under-test.ts';

messagingConformance('Redis Streams', redisStreamsUnderTest);
