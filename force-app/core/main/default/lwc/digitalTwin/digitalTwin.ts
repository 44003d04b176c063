import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import { NavigationMixin } from 'lightning/navigation';
import { reduceErrors } from 'c/ldsUtils';
import { PollingRefresh } from 'c/pollingRefresh';
import { loadTwinDrawing, type TwinDrawing } from 'c/twinDrawingLoader';
import {
    liveness,
    machineState,
    readTwin,
    type Liveness,
    type MachineStatus,
    type SignalState,
    type Twin
} from 'c/twinModel';
import {
    toAlarmView,
    toComponentView,
    toSignalView,
    type AlarmView,
    type ComponentView,
    type SignalView
} from 'c/twinView';
import { TWIN_QUERY } from './digitalTwinQuery';
import { adviceText, bannerText, cleanedText, labels, modelFailedText, updatedText } from './digitalTwinTexts';

type View = 'drawing' | 'table';

interface SignalPart extends HTMLElement {
    focusSignal(id: string): void;
}

const MS = 1000;
const MIN_REFRESH_SECONDS = 2;

/**
 * Container: the machine of an asset's record page as a live synoptic. Reads everything in one GraphQL request,
 * repeats it while the page is visible, and keeps the last good data on screen when a request fails.
 */
export default class DigitalTwin extends NavigationMixin(LightningElement) {
    /** Asset whose machine is shown; set by the record page. */
    @api recordId: string | undefined;
    /** Heading of the card. */
    @api cardTitle = '';
    /** Seconds between two refreshes, at least 2. */
    @api refreshSeconds = 10;
    /** Seconds after which a machine without news counts as silent. */
    @api staleAfterSeconds = 120;
    /** Product code whose twin model is drawn; that of the asset when blank. */
    @api modelCode = '';

    readonly labels = labels;
    readonly query = TWIN_QUERY;
    readonly viewOptions = [
        { label: labels.drawing, value: 'drawing' },
        { label: labels.table, value: 'table' }
    ];

    private twin: Twin | undefined;
    private hasAnswer = false;
    private errors: unknown;
    private now = Date.now();
    private readAt = 0;
    private view: View = 'drawing';
    private selectedId: string | undefined;
    drawing: TwinDrawing | undefined;
    modelNote = '';
    private isDrawingKnown = false;
    private loadedCode: string | undefined;
    private mustFocusDetails = false;
    private result: GraphQLResult | undefined;
    private polling: PollingRefresh | undefined;

    @wire(graphql, { query: '$query', variables: '$variables' })
    receive(result: GraphQLResult): void {
        this.result = result;
        this.errors = result.errors;
        this.now = Date.now();
        if (result.data === undefined || result.data === null) return;
        this.hasAnswer = true;
        this.readAt = this.now;
        this.twin = readTwin(result.data);
        void this.loadDrawing();
    }

    connectedCallback(): void {
        const intervalMs = Math.max(MIN_REFRESH_SECONDS, Number(this.refreshSeconds) || 0) * MS;
        this.polling = new PollingRefresh({ intervalMs, refresh: () => this.refresh() });
        this.polling.start();
    }

    disconnectedCallback(): void {
        this.polling?.stop();
    }

    renderedCallback(): void {
        const details = this.mustFocusDetails ? this.refs?.details : undefined;
        if (!details) return;
        this.mustFocusDetails = false;
        (details as HTMLElement).focus();
    }

    get variables(): GraphQLVariables | undefined {
        return this.recordId ? { assetId: this.recordId } : undefined;
    }

    private async refresh(): Promise<void> {
        try {
            await this.result?.refresh?.();
        } catch (error) {
            this.errors = error;
        } finally {
            // Ages grow although no new answer came.
            this.now = Date.now();
        }
        if (this.errors) throw new Error(reduceErrors(this.errors).join(' '));
    }

    private async loadDrawing(): Promise<void> {
        const code = this.modelCode || this.twin?.machine.productCode || '';
        if (code === this.loadedCode) return;
        this.loadedCode = code;
        let drawing: TwinDrawing | undefined;
        let note: string;
        try {
            drawing = await loadTwinDrawing(code);
            note = cleanedText(drawing?.drawing.removed ?? []);
        } catch (error) {
            note = modelFailedText(code, reduceErrors(error).join(' '));
        }
        if (code !== this.loadedCode) return;
        this.drawing = drawing;
        this.isDrawingKnown = true;
        this.modelNote = note;
    }

    /** Radio buttons of one name exclude each other on the whole page, whatever component they are in. */
    get viewName(): string {
        return `twin-view-${this.recordId ?? ''}`;
    }

    get title(): string {
        return this.cardTitle || labels.title;
    }

    /** The drawing is waited for, so that the general one does not flash up before the product's own. */
    get isLoading(): boolean {
        return this.hasAnswer ? this.twin !== undefined && !this.isDrawingKnown : !this.errors;
    }

    get isMissing(): boolean {
        return this.hasAnswer && !this.twin;
    }

    get machine(): MachineStatus | undefined {
        return this.twin?.machine;
    }

    private get staleAfter(): number {
        return (Number(this.staleAfterSeconds) || 0) * MS;
    }

    private get liveness(): Liveness {
        return this.twin ? liveness(this.twin.machine, this.now, this.staleAfter) : 'never';
    }

    get banner(): string {
        return this.twin ? bannerText(this.liveness, this.twin.machine, this.now) : '';
    }

    get updated(): string {
        return this.hasAnswer ? updatedText(this.readAt, this.now) : '';
    }

    get signals(): SignalView[] {
        const context = { now: this.now, staleAfter: this.staleAfter, liveness: this.liveness };
        const { signals = [], alarms = [] } = this.twin ?? {};
        return signals.map((signal) => toSignalView(signal, alarms, context));
    }

    get hasSignals(): boolean {
        return (this.twin?.signals.length ?? 0) > 0;
    }

    get hasNoSignals(): boolean {
        return !this.hasSignals;
    }

    get advice(): string {
        return this.twin ? adviceText(this.twin.machine) : '';
    }

    get components(): ComponentView[] {
        return (this.twin?.components ?? []).map(toComponentView);
    }

    get hasPicture(): boolean {
        return this.isDrawingKnown && !this.isTable && (this.hasSignals || (this.twin?.components.length ?? 0) > 0);
    }

    get alarms(): AlarmView[] {
        return (this.twin?.alarms ?? []).map((alarm) => toAlarmView(alarm, this.now));
    }

    get state(): SignalState {
        return this.twin ? machineState(this.twin) : 'unknown';
    }

    get isRunning(): boolean {
        return this.twin?.machine.operatingState === 'Running' && this.liveness === 'live';
    }

    get isTable(): boolean {
        return this.view === 'table';
    }

    get hasTable(): boolean {
        return this.isTable && this.hasSignals;
    }

    get machineName(): string {
        return this.twin?.machine.name ?? '';
    }

    get selected(): SignalView | undefined {
        return this.signals.find((signal) => signal.id === this.selectedId);
    }

    handleView(event: CustomEvent<{ value: View }>): void {
        this.view = event.detail.value;
    }

    handleRefresh(): void {
        void this.polling?.refreshNow();
    }

    handleSelect(event: CustomEvent<{ id: string }>): void {
        const { id } = event.detail;
        if (id === this.selectedId) {
            this.handleClose();
            return;
        }
        this.selectedId = id;
        this.mustFocusDetails = true;
    }

    handleClose(): void {
        const id = this.selectedId;
        this.selectedId = undefined;
        if (id) this.template?.querySelector<SignalPart>('[data-id=signals]')?.focusSignal(id);
    }

    handleOpen(event: CustomEvent<{ recordId: string }>): void {
        const { recordId } = event.detail;
        this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes: { recordId, actionName: 'view' } });
    }
}
