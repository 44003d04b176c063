import { Command } from 'commander';
import { registerBacktest } from './backtest.ts';
import { registerConfigCommands } from './configCommands.ts';
import { registerDeadLetterCommands } from './deadLetterCommands.ts';
import { registerDoctor } from './doctor.ts';
import { registerForecast } from './forecast.ts';
import { registerMap } from './map.ts';
import { bridgeVersion } from '../version.ts';
import { registerPrivacyCommands } from './privacyCommands.ts';
import { registerReplay } from './replay.ts';
import { registerRun } from './run.ts';

/** The command line of the bridge. */
export function program(): Command {
    const command = new Command('iot-bridge')
        .description('Brings telemetry of machines from MQTT to Salesforce Assets, and their alarms to Flows.')
        .version(bridgeVersion())
        .showHelpAfterError()
        .addHelpText(
            'after',
            '\nExit codes: 0 done, 1 the configuration or a command was wrong, 2 something is out of order.'
        );
    registerRun(command);
    registerConfigCommands(command);
    registerDoctor(command);
    registerMap(command);
    registerForecast(command);
    registerBacktest(command);
    registerDeadLetterCommands(command);
    registerReplay(command);
    registerPrivacyCommands(command);
    return command;
}
