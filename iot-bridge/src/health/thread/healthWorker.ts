import { parentPort, workerData } from 'node:worker_threads';
import { HealthEngine } from '../healthEngine.ts';
import { HealthFile } from './healthFile.ts';
import { Unpacker } from './packing.ts';
import type { HealthReply, HealthRequest, HealthWorkerData } from './protocol.ts';

/*
 * Entry point of the thread that judges health. What was learned is written a part at a time, so that each machine is
 * written about once per `saveMs`; a kill loses what was learned since.
 */
const { file, settings, saveMs } = workerData as HealthWorkerData;
const port = parentPort;
if (!port) throw new Error('healthWorker.ts runs as a worker thread only');

const SAVE_STEPS = 20;
const kept = new HealthFile(file);
const engine = new HealthEngine(settings, (key) => kept.load(key));
const unpacker = new Unpacker();
const reply = (message: HealthReply): void => port.postMessage(message);

const save = (limit: number): void => {
    try {
        kept.save(engine.takeUnsaved(limit));
    } catch (error) {
        reply({ kind: 'trouble', reason: error instanceof Error ? error.message : String(error) });
    }
};
const timer = setInterval(() => save(Math.ceil(engine.size / SAVE_STEPS) + 1), saveMs / SAVE_STEPS);

port.on('message', (request: HealthRequest) => {
    if (request.kind === 'define') engine.define(request.facts);
    else if (request.kind === 'samples') {
        const assessments = engine.take(unpacker.unpack(request.samples));
        reply({ kind: 'assessed', assessments, machines: engine.size });
    } else {
        clearInterval(timer);
        save(Infinity);
        kept.close();
        port.close();
    }
});
