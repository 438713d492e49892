import { messagingConformance } from '../testing/messaging-conformance.ts';
import { kafkaUnderTest } from '../testing/kafka-under-test.ts';

messagingConformance('Kafka', kafkaUnderTest);
