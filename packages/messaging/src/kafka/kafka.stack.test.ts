import { busConformance } from '../testing/bus-conformance.ts';
import { kafkaUnderTest } from '../testing/kafka-under-test.ts';

busConformance('Kafka', kafkaUnderTest);
