import { availableParallelism, loadavg } from 'node:os';
import { alarmBudget } from '../../src/outbox/index.ts';
import { memoryPools, nodeOptions } from './bench.ts';
import { dailyRequests } from './benchOrg.ts';
import { floodEvery, snapshotSeconds, usualEvery } from './plan.ts';
import type { BenchSize, Ratios } from './plan.ts';

const { reserve } = alarmBudget({ maximum: dailyRequests, remaining: dailyRequests });

/** The page of the benchmarks: what was measured, beside what is aimed at. */
export function renderBenchmarks(ratios: Ratios, size: BenchSize): string {
    return [
        '# Benchmarks of the bridge',
        '',
        'Written by `npm run bench`; do not edit. The bridge runs with QoS 1, durable commits, 1,000 devices of six',
        'signals and four alarms, four of which are raised a second. It is compared with an MQTT.js subscriber that does',
        `nothing, in alternating runs on the same machine and mosquitto; medians of ${size.runs} rounds. The org answers`,
        'at once, so its own time is not in the figures; history and the judging of health, which have threads and limits',
        `of their own, are off. Publisher, broker and subject share the machine. Paced runs begin with ${size.warmUpSeconds} s`,
        'that do not count, because code is compiled then.',
        '',
        `Measured with Node ${process.versions.node} on ${availableParallelism()} processors, load average at the end ` +
            `${loadavg()[0]?.toFixed(1)}. On a machine with other work the latencies say more about that work.`,
        '',
        `Node.js is started as in \`iot-bridge/deploy\`: \`${memoryPools.name}=${memoryPools.value} node ${nodeOptions.join(' ')}\`.`,
        '',
        '| figure | aim | measured | met |',
        '|---|---|---|---|',
        ...figures(ratios, size),
        '',
        'Alarm events are sent at once; what comes while a request is under way goes with the next one. In a flood, with',
        `an alarm and its end in every ${floodEvery} messages at the lower rate, that took ` +
            `${ratios.eventCallsPerMillion.toLocaleString('en')} requests per million messages, and the 99th percentile`,
        `was ${ratios.alarmP99Flood} ms. It lasts for ${reserve.toLocaleString('en')} of the ` +
            `${dailyRequests.toLocaleString('en')} daily API requests of this org; after that events share requests`,
        '([decision 018](decisions/018-alarms-share-requests-late.md)).',
        `On the usual day, ${size.callSeconds} s at the lower rate, one message in ${usualEvery.toLocaleString('en')} raises an ` +
            `alarm, which ends again, and snapshots go every ${snapshotSeconds} s: one record for every ` +
            `${ratios.reduction} messages.`,
        ''
    ].join('\n');
}

function figures(ratios: Ratios, size: BenchSize): string[] {
    const calls = ratios.snapshotCallsPerMillion + ratios.alarmCallsPerMillion;
    const [slow, fast] = size.rates.map((rate) => rate.toLocaleString('en'));
    return [
        row(
            `processor time a message at ${slow}/s, relative`,
            'at most 1.6',
            `${ratios.cpuRatio} (${ratios.cpuMicrosBridge} µs to ${ratios.cpuMicrosSubscriber} µs)`,
            ratios.cpuRatio <= 1.6
        ),
        row(
            'highest rate, relative',
            'at least 0.8',
            `${ratios.rateRatio} (${ratios.rateBridge.toLocaleString('en')}/s)`,
            ratios.rateRatio >= 0.8
        ),
        row(
            'highest rate with QoS 0',
            'at least 40,000/s',
            `${ratios.rateBridgeQos0.toLocaleString('en')}/s, ${(ratios.arrivedQos0 * 100).toFixed(2)} % arrived`,
            ratios.rateBridgeQos0 >= 40_000
        ),
        row(
            `publish to event of an alarm at ${slow}/s, 99th percentile`,
            'at most 25 ms',
            `${ratios.alarmP99Slow} ms (median ${ratios.alarmMedianSlow} ms)`,
            ratios.alarmP99Slow <= 25
        ),
        row(
            `the same at ${fast}/s`,
            'at most 25 ms',
            `${ratios.alarmP99Fast} ms (median ${ratios.alarmMedianFast} ms)`,
            ratios.alarmP99Fast <= 25
        ),
        row(
            'requests to the org per million messages on a usual day',
            'at most 30',
            `${calls} (${ratios.snapshotCallsPerMillion} for snapshots, ${ratios.alarmCallsPerMillion} for alarms)`,
            calls <= 30
        ),
        row(
            `memory with ${size.manyDevices.toLocaleString('en')} devices`,
            'at most 1,000 MB',
            `${ratios.memoryMegabytes} MB`,
            ratios.memoryMegabytes <= 1000
        )
    ];
}

function row(name: string, aim: string, value: string, met: boolean): string {
    return `| ${name} | ${aim} | ${value} | ${met ? 'yes' : 'no'} |`;
}
