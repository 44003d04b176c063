export { FrameCutter } from './frameCutter.ts';
export type { FrameSink, WireSettings } from './frameCutter.ts';
export { tapStream } from './tapStream.ts';
export type { BatchReceiver } from './tapStream.ts';
export { tcpStream } from './tcpStream.ts';
