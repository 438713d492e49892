import Decoder from 'kafkajs/src/protocol/decoder.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';

/** A topic as a broker knows it; `id` is drawn when the topic is made, so that a topic that is made anew has another. */
export interface KnownTopic {
  readonly name: string;
  readonly id: string;
}

const NO_TAGS = 0;
const NEW_TOPIC = Buffer.alloc(16);

/** Metadata in version 12, which tells topic ids; kafkajs itself speaks version 6. */
export const metadataRequest = (topics: readonly string[]) => ({
  apiKey: 3,
  apiVersion: 12,
  apiName: 'Metadata',
  encode: async () =>
    new Encoder()
      // of the request's header, which has tags from this version on
      .writeUVarInt(NO_TAGS)
      .writeUVarIntArray(
        topics.map(name => new Encoder().writeBuffer(NEW_TOPIC).writeUVarIntString(name).writeUVarInt(NO_TAGS)),
        'object',
      )
      // neither make topics nor tell who may do what
      .writeBoolean(false)
      .writeBoolean(false)
      .writeUVarInt(NO_TAGS),
});

export const metadataResponse = {
  async decode(payload: Buffer): Promise<readonly KnownTopic[]> {
    const decoder = new Decoder(payload);
    decoder.readTaggedFields();
    decoder.readInt32();
    decoder.readUVarIntArray(skipBroker);
    decoder.readUVarIntString();
    decoder.readInt32();
    return (decoder.readUVarIntArray(readTopic) ?? []).flatMap(({ error, ...topic }) => (error === 0 ? [topic] : []));
  },
  parse: async (topics: readonly KnownTopic[]) => topics,
};

function skipBroker(decoder: Decoder): void {
  decoder.readInt32();
  decoder.readUVarIntString();
  decoder.readInt32();
  decoder.readUVarIntString();
  decoder.readTaggedFields();
}

function readTopic(decoder: Decoder): KnownTopic & { readonly error: number } {
  const error = decoder.readInt16();
  const name = decoder.readUVarIntString() ?? '';
  const id = decoder.readBytes(16).toString('base64url');
  decoder.readBoolean();
  decoder.readUVarIntArray(skipPartition);
  decoder.readInt32();
  decoder.readTaggedFields();
  return { error, name, id };
}

function skipPartition(decoder: Decoder): void {
  const readNodes = (): unknown => decoder.readUVarIntArray(nodes => nodes.readInt32());
  decoder.readInt16();
  decoder.readInt32();
  decoder.readInt32();
  decoder.readInt32();
  readNodes();
  readNodes();
  readNodes();
  decoder.readTaggedFields();
}
