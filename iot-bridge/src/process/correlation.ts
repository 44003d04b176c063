import { alarmKey, CommonCauses, RootCauses } from '../alarm/index.ts';
import type { Occurrence } from '../alarm/index.ts';
import { MachineGroups, Topology } from '../catalogue/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { Instant } from '../pipeline/index.ts';
import type { DeviceState } from './deviceState.ts';
import { FirmwareGroups } from './firmwareGroups.ts';

/** The alarms of one plant inside the window, and the incident they became. */
interface Area {
    alarms: { key: string; at: Instant }[];
    incident?: Occurrence | undefined;
}

/** What a flood is, by the definition that counts alarms. */
interface FloodRule {
    name: string;
    windowMs: number;
}

/** Finds what belongs together: consequences to their cause, and the alarms of a flood to one incident. */
export class Correlation {
    private readonly device: (id: string) => DeviceState | undefined;
    private readonly roots = new RootCauses();
    private readonly commonCauses = new CommonCauses();
    private readonly firmware: FirmwareGroups;
    private readonly areas = new Map<string, Area>();
    private topology = new Topology();

    constructor(device: (id: string) => DeviceState | undefined, devices: () => Iterable<DeviceState>) {
        this.device = device;
        this.firmware = new FirmwareGroups(devices);
    }

    /** Puts hierarchy and dependencies into force. */
    define({ assets, dependencies, topology }: Catalogue): void {
        const groups = new MachineGroups(assets.values(), topology);
        this.firmware.forget();
        this.commonCauses.define((device) => [...this.firmware.of(this.device(device)), ...groups.of(device)]);
        this.topology = topology;
        this.roots.define(dependencies, topology);
    }

    /** Takes over what was open before a restart. */
    restore(occurrence: Occurrence): void {
        this.roots.begin(occurrence);
        const area = this.areaOf(occurrence.device);
        if (this.ruleOf(occurrence.device)?.name === occurrence.definition) area.incident = occurrence;
        else area.alarms.push({ key: alarmKey(occurrence.device, occurrence.definition), at: occurrence.raisedAt });
    }

    /** Root of an episode that begins: its cause, or else the incident of its plant. */
    rootOf(occurrence: Occurrence): string | undefined {
        const cause = this.roots.rootOf(occurrence);
        if (cause !== undefined) return cause;
        const { incident } = this.areaOf(occurrence.device);
        return incident?.definition === occurrence.definition ? undefined : incident?.key;
    }

    /** What an episode that begins has in common with those of other machines; the incident of a flood has nothing. */
    commonCause({ definition, device, raisedAt }: Occurrence): string | undefined {
        if (this.ruleOf(device)?.name === definition) return undefined;
        return this.commonCauses.observe(definition, device, raisedAt);
    }

    /** An episode began: earlier consequences find their root, and a flood may begin with it. */
    began(occurrence: Occurrence): void {
        this.tell(this.roots.begin(occurrence), occurrence.raisedAt);
        const area = this.areaOf(occurrence.device);
        const rule = this.ruleOf(occurrence.device);
        if (!rule) return;
        if (rule.name === occurrence.definition) this.gather(area, occurrence);
        else if (occurrence.root === undefined || occurrence.root === area.incident?.key) {
            this.count(area, rule, occurrence);
        }
    }

    /** An episode ended. */
    ended(device: string, definition: string): void {
        this.roots.end(device, definition);
        const area = this.areaOf(device);
        if (area.incident?.device === device && area.incident.definition === definition) area.incident = undefined;
    }

    /** A flood ends with time, when few new alarms come. */
    tick(now: Instant): void {
        this.firmware.forget();
        for (const area of this.areas.values()) {
            if (!area.incident) continue;
            const { device, definition } = area.incident;
            const rule = this.ruleOf(device);
            if (!rule) continue;
            prune(area, now, rule);
            this.device(device)?.alarms.observeCount(definition, now, area.alarms.length);
        }
    }

    private count(area: Area, rule: FloodRule, { device, definition, raisedAt }: Occurrence): void {
        area.alarms.push({ key: alarmKey(device, definition), at: raisedAt });
        prune(area, raisedAt, rule);
        if (area.incident) return;
        this.device(this.carrierOf(area, device))?.alarms.observeCount(rule.name, raisedAt, area.alarms.length);
    }

    /** The top of the plant carries the incident, or where it has no device, the first that alarmed. */
    private carrierOf(area: Area, device: string): string {
        const top = this.topology.area(device).device;
        if (top !== undefined && this.device(top)) return top;
        return this.roots.find(area.alarms[0]?.key ?? '')?.device ?? device;
    }

    /** The flood has begun: all that led to it becomes its list. */
    private gather(area: Area, incident: Occurrence): void {
        area.incident = incident;
        for (const { key } of [...area.alarms]) {
            const occurrence = this.roots.find(key);
            if (!occurrence || occurrence.root !== undefined) continue;
            this.tell(this.roots.adopt(occurrence, incident.key), incident.raisedAt);
        }
    }

    private tell(occurrences: readonly Occurrence[], at: Instant): void {
        for (const { device, definition, root } of occurrences) {
            if (root !== undefined) this.device(device)?.alarms.link(definition, root, at);
        }
    }

    private areaOf(device: string): Area {
        const { id } = this.topology.area(device);
        const area = this.areas.get(id) ?? { alarms: [] };
        this.areas.set(id, area);
        return area;
    }

    private ruleOf(device: string): FloodRule | undefined {
        return this.device(device)?.view.flood;
    }
}

function prune(area: Area, now: Instant, { windowMs }: FloodRule): void {
    area.alarms = area.alarms.filter(({ at }) => at > now - windowMs);
}
