export { readRecording, readRecordingLines } from './recording.ts';
export type { RecordedMessage } from './recording.ts';
