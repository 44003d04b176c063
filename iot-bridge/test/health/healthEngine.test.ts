import { deserialize, serialize } from 'node:v8';
import { HealthEngine, phases } from '../../src/health/index.ts';
import { DAY_MS, HOUR_MS, motors, noise, Replay, settings, START, steady, type Course } from './machines.ts';

/** Vibration that begins to rise after three days, by so much a day. */
function wearing(perDay: number): Course {
    return (since, random) => {
        const values = steady(since, random);
        const worn = Math.max(0, since - 3 * DAY_MS) / DAY_MS;
        return { ...values, Bearing_Vibration: (values.Bearing_Vibration ?? 0) + worn * perDay };
    };
}

describe('the health of a machine', () => {
    it('has no score while it learns, and says how far it is', () => {
        const replay = new Replay();
        replay.run(0, 5 * HOUR_MS, steady);
        expect(replay.fields().Health_Score__c).toBeNull();
        expect(replay.fields().Health_Reasons__c).toMatch(/^Still learning what is usual: \d+ of 100 stretches/);
    });

    it('is 100 on steady running, with daily swings of its load', () => {
        const replay = new Replay();
        replay.run(0, 14 * DAY_MS, steady);
        const scores = replay.history.map(({ fields }) => fields.Health_Score__c ?? 100);
        expect(Math.min(...scores)).toBeGreaterThanOrEqual(85);
        expect(scores.filter((score) => score === 100).length).toBeGreaterThan(scores.length / 2);
        expect(replay.fields().Prediction_Key__c).toMatch(/Operating Hours/);
    });

    it('falls with wear, and names the signal with its value, its usual range and its limit', () => {
        const replay = new Replay();
        replay.run(0, 10 * DAY_MS, wearing(0.25));
        const { Health_Score__c: score, Health_Reasons__c: reasons } = replay.fields();
        expect(score).toBeLessThan(75);
        expect(score).toBeGreaterThan(40);
        expect(reasons).toMatch(
            /^−\d+: Bearing Vibration is 3\.\d+ mm\/s, usually 1\.\d+ to 2\.?\d*; alarm at 4\.5 mm\/s\./
        );
        expect(reasons.split('\n')).toHaveLength(1);
    });

    it('is 40 at the limit of an alarm', () => {
        const replay = new Replay();
        replay.run(0, 3 * DAY_MS, steady);
        replay.run(3 * DAY_MS, 3 * DAY_MS + 5 * HOUR_MS, (since, random) => ({
            ...steady(since, random),
            Bearing_Vibration: 4.5
        }));
        expect(replay.fields().Health_Score__c).toBeGreaterThanOrEqual(35);
        expect(replay.fields().Health_Score__c).toBeLessThanOrEqual(42);
    });

    it('notices a value that is usual by itself and wrong beside the others', () => {
        const replay = new Replay();
        replay.run(0, 8 * DAY_MS, steady);
        expect(replay.fields().Health_Score__c).toBeGreaterThan(90);
        // A current of full load with the winding of no load: both have been seen, never together.
        replay.run(8 * DAY_MS, 8 * DAY_MS + 5 * HOUR_MS, (_, random) => ({
            Bearing_Vibration: 1.8 + 0.06 * random(),
            Current: 128 + random(),
            Winding_Temperature: 70.5 + 0.3 * random()
        }));
        expect(replay.fields().Health_Score__c).toBeLessThan(90);
        expect(replay.fields().Health_Reasons__c).toMatch(/the other readings let expect/);
    });

    it('says that an alarm is active', () => {
        const replay = new Replay();
        replay.run(0, 2 * DAY_MS, steady);
        replay.run(2 * DAY_MS, 2 * DAY_MS + HOUR_MS, steady, { alarm: 'Critical' });
        expect(replay.fields()).toMatchObject({
            Health_Score__c: 40,
            Health_Reasons__c: '−60: An alarm of priority Critical is active.'
        });
    });

    it('speaks German where it is told to', () => {
        const replay = new Replay(motors(), { language: 'de' });
        replay.run(0, 10 * DAY_MS, wearing(0.25));
        expect(replay.fields().Health_Reasons__c).toMatch(
            /Bearing Vibration: 3,\d+ mm\/s, üblich .* Alarm bei 4,5 mm\/s/
        );
    });

    it('compares a machine with its fleet, also where it was never better', () => {
        const devices = ['nw-motor-01', 'nw-motor-02', 'nw-motor-03', 'nw-motor-04'];
        const replay = new Replay(motors(devices));
        const random = noise(3);
        for (let since = 0; since < 8 * DAY_MS; since += settings.bucketMs) {
            for (const device of devices) {
                const extra = device === 'nw-motor-04' ? 0.5 : 0;
                const values = steady(since, random);
                replay.show(START + since, { ...values, Bearing_Vibration: 1.8 + extra + 0.06 * random() }, { device });
            }
        }
        expect(replay.fields('nw-motor-02').Health_Score__c).toBeGreaterThan(90);
        expect(replay.fields('nw-motor-04').Health_Reasons__c).toMatch(
            /Bearing Vibration differs from the other machines of model EM-75/
        );
    });
});

describe('what a machine learns from', () => {
    const loud: Course = (since, random) => ({ ...steady(since, random), Bearing_Vibration: 3.2 + 0.06 * random() });

    function afterwards(spoil: (replay: Replay) => void): number | null {
        const replay = new Replay();
        spoil(replay);
        replay.run(5 * DAY_MS, 7 * DAY_MS, steady);
        replay.run(7 * DAY_MS, 7 * DAY_MS + 5 * HOUR_MS, loud);
        return replay.fields().Health_Score__c;
    }

    it('is no maintenance and no rest', () => {
        const quiet = afterwards(() => undefined);
        expect(quiet).toBeLessThan(80);
        for (const phase of [phases.maintained, phases.resting]) {
            expect(afterwards((replay) => replay.run(0, 5 * DAY_MS, loud, { phase }))).toBe(quiet);
        }
        // The counter-proof: running like that is learned.
        expect(afterwards((replay) => replay.run(0, 5 * DAY_MS, loud))).toBeGreaterThan(quiet ?? 100);
    });

    it('is no value of uncertain quality', () => {
        const replay = new Replay();
        for (let since = 0; since < 5 * DAY_MS; since += settings.bucketMs) {
            const at = START + since;
            replay.show(at, {}, { signals: [{ signal: 'Bearing_Vibration', value: 3.2, at, learn: false }] });
        }
        expect(replay.fields().Health_Score__c).toBeNull();
    });

    it('survives a restart: the same as without one', () => {
        const [whole, restarted] = [new Replay(), new Replay()];
        for (const replay of [whole, restarted]) replay.run(0, 6 * DAY_MS, wearing(0.2));
        const learned = deserialize(serialize(restarted.engine.takeUnsaved())) as [string, unknown][];
        for (const [key, state] of learned) restarted.kept.set(key, state);
        restarted.engine = new HealthEngine(settings, (key) => restarted.kept.get(key));
        restarted.engine.define(motors());
        for (const replay of [whole, restarted]) replay.run(6 * DAY_MS, 9 * DAY_MS, wearing(0.2));
        expect(restarted.fields()).toEqual(whole.fields());
    });
});

describe('when maintenance is due', () => {
    it('is foretold from wear, within the range that is told', () => {
        // 2.7 mm/s to go at 0.1 a day: the limit is reached 27 days after the wear began on day 3.
        const truth = START + 30 * DAY_MS;
        for (const day of [12, 20]) {
            const replay = new Replay();
            replay.run(0, day * DAY_MS, wearing(0.1));
            const fields = replay.fields();
            expect(fields.Prediction_Key__c).toBe('nw-motor-01:wear:Bearing_Vibration:first');
            const distance = Math.abs(Date.parse(fields.Predicted_Due_Date__c ?? '') - truth) / DAY_MS;
            expect(distance).toBeLessThan((30 - day) * 0.25 + 1);
            expect(fields.Predicted_Due_Reason__c).toMatch(
                /Bearing Vibration is .* a day towards the alarm limit of 4.5 mm\/s/
            );
            const dates = [
                fields.Predicted_Due_Earliest__c,
                fields.Predicted_Due_Date__c,
                fields.Predicted_Due_Latest__c
            ];
            expect(dates).toEqual([...dates].sort());
        }
    });

    it('is not foretold from wear where nothing wears', () => {
        const replay = new Replay();
        replay.run(0, 20 * DAY_MS, steady);
        expect(replay.history.filter(({ fields }) => fields.Prediction_Key__c?.includes(':wear:'))).toEqual([]);
    });

    it('is foretold from usage: the next multiple of the interval at the usual hours a day', () => {
        const replay = new Replay();
        replay.hours = 1500;
        replay.run(0, 5 * DAY_MS, steady);
        // 1,500 h at first and 24 h a day: 2,000 h after 20 days and 20 hours.
        expect(replay.fields()).toMatchObject({
            Prediction_Key__c: 'nw-motor-01:Operating Hours:2000',
            Predicted_Due_Date__c: new Date(START + 20 * DAY_MS + 20 * HOUR_MS).toISOString().slice(0, 10),
            Daily_Operating_Hours__c: 24,
            Maintenance_Due__c: false
        });
        expect(replay.fields().Predicted_Due_Reason__c).toMatch(/^Service is due at 2,000 h; now 1,6\d\d, 24 a day\.$/);
        replay.run(5 * DAY_MS, 8 * DAY_MS, steady);
        expect(replay.fields().Maintenance_Due__c).toBe(true);
    });

    it('begins anew with a service, also one that took place while the bridge was away', () => {
        const replay = new Replay();
        replay.run(0, 13 * DAY_MS, wearing(0.2));
        expect(replay.fields().Prediction_Key__c).toMatch(/:wear:/);
        for (const [key, state] of replay.engine.takeUnsaved()) replay.kept.set(key, deserialize(serialize(state)));
        replay.engine = new HealthEngine(settings, (key) => replay.kept.get(key));
        const [machine] = motors().machines;
        if (!machine) throw new Error('no machine');
        replay.engine.define({ ...motors(), machines: [{ ...machine, lastService: START + 13 * DAY_MS }] });
        replay.run(13 * DAY_MS, 15 * DAY_MS, steady);
        expect(replay.fields()).toMatchObject({
            Health_Score__c: 100,
            // 412 h at the service and 2,000 h more.
            Prediction_Key__c: 'nw-motor-01:Operating Hours:2412'
        });
    });

    it('follows the usage that the org has planned', () => {
        const [machine] = motors().machines;
        if (!machine) throw new Error('no machine');
        const replay = new Replay({ ...motors(), machines: [{ ...machine, nextServiceHours: 700 }] });
        replay.run(0, 5 * DAY_MS, steady);
        expect(replay.fields().Prediction_Key__c).toBe('nw-motor-01:Operating Hours:700');
    });

    it('is told again only when it says something else', () => {
        const replay = new Replay();
        replay.run(0, 10 * DAY_MS, steady);
        const stretches = (10 * DAY_MS) / settings.bucketMs;
        expect(replay.history.length).toBeLessThan(stretches * 0.75);
    });
});
