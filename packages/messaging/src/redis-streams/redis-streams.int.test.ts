import { busConformance } from '../testing/bus-conformance.ts';
import { redisStreamsUnderTest } from '../testing/redis-streams-under-test.ts';

busConformance('Redis Streams', redisStreamsUnderTest);
