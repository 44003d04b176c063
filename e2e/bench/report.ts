import type { BenchResult } from './benchmark.ts';

const ROWS: readonly (readonly [key: string, text: string])[] = [
    ['firstRowsMs', 'First rows, from the navigation (ms)'],
    ['allReadMs', 'All machines read (ms)'],
    ['toggleP95Ms', 'Open or close a branch, 95th percentile (ms)'],
    ['scrollP95Ms', 'Scroll step, 95th percentile (ms)'],
    ['domRows', 'Rows on the page with five open branches'],
    ['heapGrowthKb', 'Heap growth while scrolling (kB)']
];

/** The page docs/benchmarks-widgets.md. */
export function reportPage(result: BenchResult, day: string): string {
    const { machineTree, treeGrid, calendar, machine } = result;
    const cell = (figures: Readonly<Record<string, number>>, key: string): string => String(figures[key] ?? '');
    const rows = ROWS.map(([key, text]) => `| ${text} | ${cell(machineTree, key)} | ${cell(treeGrid, key)} |`);
    return [
        '# Widgets: benchmark',
        '',
        'Written by `npm run bench:widgets -- --write`. One hierarchy in a local org, shown in Chromium by the Machine Tree',
        'and, in the same run and by turns, by `lightning-tree-grid` with the same data and as many columns. A step is',
        'measured from the click or scroll to the end of the frame that shows its effect, so an idle page has up to 16.7 ms.',
        'The time of the first rows includes loading the app.',
        '',
        `${String(result.assets)} assets, ${String(result.rounds)} rounds, ${day}, ${machine.cpu}, ${String(machine.cores)} cores,`,
        `load average before the measurement ${String(machine.load)} (other work on the machine makes every figure worse).`,
        '',
        '| | Machine Tree | lightning-tree-grid |',
        '| --- | ---: | ---: |',
        ...rows,
        '',
        ...calendarPart(result.orders, calendar)
    ].join('\n');
}

function calendarPart(orders: number, calendar: BenchResult['calendar']): string[] {
    if (!calendar) return [];
    return [
        `Maintenance Calendar with ${String(orders)} work orders in the month:`,
        `first entries ${String(calendar.firstEntriesMs)} ms after the navigation, another view drawn in`,
        `${String(calendar.viewP95Ms)} ms at the 95th percentile.`,
        ''
    ];
}
