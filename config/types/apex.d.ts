// Types of the Apex methods that components call. Answers of TelemetryHistory are the JSON text of the bridge's query API.

declare module '@salesforce/apex/TelemetryHistory.signals' {
    export default function signals(parameters: { assetId: string }): Promise<string | null>;
}

declare module '@salesforce/apex/TelemetryHistory.series' {
    export default function series(parameters: {
        assetId: string;
        signals: readonly string[];
        /** ISO 8601, as `toTime`. */
        fromTime: string;
        toTime: string;
        points: number;
    }): Promise<string | null>;
}

declare module '@salesforce/apex/TelemetryHistory.events' {
    export default function events(parameters: {
        assetId: string;
        fromTime: string;
        toTime: string;
    }): Promise<string | null>;
}

declare module '@salesforce/apex/MachineCommands.catalogue' {
    import type { CatalogueRow } from 'c/commandModel';

    export default function catalogue(parameters: { assetId: string }): Promise<readonly CatalogueRow[]>;
}

declare module '@salesforce/apex/AlarmBacktest.run' {
    export default function run(parameters: { parameters: Readonly<Record<string, string>> }): Promise<string>;
}

declare module '@salesforce/apex/MachineLinks.templates' {
    export default function templates(parameters: { assetId: string }): Promise<
        readonly {
            readonly DeveloperName: string;
            readonly MasterLabel: string;
            readonly Description__c?: string;
            readonly Url_Template__c?: string;
        }[]
    >;
}
