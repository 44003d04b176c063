export { CommandHandler } from './commandHandler.ts';
export type { CommandHandlerParts, CommandResult } from './commandHandler.ts';
export { alarmCommands, decide } from './decide.ts';
