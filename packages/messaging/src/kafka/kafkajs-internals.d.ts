/** Parts of kafkajs 2.2.4 behind its front door: what reads topic ids (see topic-ids.ts), and what costs too much (see idle-connections.ts). */
declare module 'kafkajs/src/network/connection.js' {
  import type { ISocketFactory, Logger } from 'kafkajs';

  interface WireRequest {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
    encode(): Promise<unknown>;
  }
  interface WireResponse<Decoded> {
    decode(payload: Buffer): Promise<Decoded>;
    parse(decoded: Decoded): Promise<Decoded>;
  }
  export default class Connection {
    constructor(options: {
      readonly host: string;
      readonly port: number;
      readonly clientId: string;
      readonly logger: Logger;
      readonly socketFactory: ISocketFactory;
      readonly connectionTimeout: number;
      readonly requestTimeout: number;
    });
    isConnected(): boolean;
    connect(): Promise<unknown>;
    send<Decoded>(message: { readonly request: WireRequest; readonly response: WireResponse<Decoded> }): Promise<Decoded>;
    disconnect(): Promise<unknown>;
  }
}

declare module 'kafkajs/src/protocol/encoder.js' {
  export default class Encoder {
    writeBuffer(value: Buffer): this;
    writeBoolean(value: boolean): this;
    writeUVarInt(value: number): this;
    writeUVarIntString(value: string): this;
    writeUVarIntArray(value: readonly Encoder[], type: 'object'): this;
  }
}

declare module 'kafkajs/src/protocol/decoder.js' {
  export default class Decoder {
    constructor(buffer: Buffer);
    readInt16(): number;
    readInt32(): number;
    readBoolean(): boolean;
    readBytes(length: number): Buffer;
    readUVarIntString(): string | null;
    readUVarIntArray<Item>(read: (decoder: Decoder) => Item): Item[] | null;
    readTaggedFields(): unknown;
  }
}

declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    readonly pending: readonly unknown[];
    scheduleCheckPendingRequests(): void;
  }
}
