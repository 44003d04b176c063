import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import { NavigationMixin } from 'lightning/navigation';
import { reduceErrors } from 'c/ldsUtils';
import { PollingRefresh } from 'c/pollingRefresh';
import type { TwinDrawing } from 'c/twinDrawingLoader';
import { logState, type TwinEvent } from 'c/twinEvents';
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
import { TWIN_QUERY } from './twinMachineQuery';
import { adviceText, bannerText, labels, updatedText } from './twinMachineTexts';
import { readDrawing, type ShownDrawing } from './shownDrawing';
import { chooseView, type View, type ViewChoice } from './viewChoice';

interface SignalPart extends HTMLElement {
    focusSignal(id: string): void;
}

const MS = 1000;
const MIN_REFRESH_SECONDS = 2;

/**
 * Container: one machine as a live synoptic. Reads everything in one GraphQL request, repeats it while the page is
 * visible, and keeps the last good data on screen when a request fails.
 * @fires back when the user wants the machine of the page again
 */
export default class TwinMachine extends NavigationMixin(LightningElement) {
    /** The machine is not that of the page. */
    @api following = false;
    /** Heading of the card. */
    @api cardTitle = '';
    /** Seconds between two refreshes, at least 2. */
    @api refreshSeconds = 10;
    /** Seconds after which a machine without news counts as silent. */
    @api staleAfterSeconds = 120;
    /** Static resource whose drawing is shown; that of the product when blank. */
    @api twinModel = '';

    readonly labels = labels;

    private twin: Twin | undefined;
    private hasAnswer = false;
    private errors: unknown;
    private now = Date.now();
    private readAt = 0;
    private view: View = 'drawing';
    /** Why there is no 3D view although the product has a model. */
    sceneNote = '';
    private selectedId: string | undefined;
    private shown: ShownDrawing | undefined;
    private loadedResource: string | undefined;
    private shownId: string | undefined;
    states: readonly TwinEvent[] = [];
    private mustFocusDetails = false;
    private result: GraphQLResult | undefined;
    private polling: PollingRefresh | undefined;

    /** Asset whose machine is shown. Nothing of the one before may stay under the name of another. */
    @api
    get assetId(): string | undefined {
        return this.shownId;
    }

    set assetId(id: string | undefined) {
        if (id === this.shownId) return;
        this.shownId = id;
        this.twin = undefined;
        this.hasAnswer = false;
        this.errors = undefined;
        this.shown = undefined;
        this.sceneNote = '';
        this.loadedResource = undefined;
        this.selectedId = undefined;
        this.states = [];
    }

    @wire(graphql, { query: '$query', variables: '$variables' })
    receive(result: GraphQLResult): void {
        this.result = result;
        this.errors = result.errors;
        this.now = Date.now();
        if (result.data === undefined || result.data === null) return;
        this.hasAnswer = true;
        this.readAt = this.now;
        this.twin = readTwin(result.data);
        if (this.twin) this.states = logState(this.states, this.stateSeen, this.now);
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

    get query(): typeof TWIN_QUERY | undefined {
        return this.assetId ? TWIN_QUERY : undefined;
    }

    get variables(): GraphQLVariables | undefined {
        return this.assetId ? { assetId: this.assetId } : undefined;
    }

    get isFollowing(): boolean {
        return this.following && this.twin !== undefined;
    }

    /** A state is only known while the machine sends. */
    private get stateSeen(): string {
        return this.liveness === 'live' ? (this.twin?.machine.operatingStateLabel ?? '') : '';
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
        const resource = this.twinModel || this.twin?.machine.twinModel || '';
        if (resource === this.loadedResource) return;
        this.loadedResource = resource;
        const shown = await readDrawing(resource);
        if (resource === this.loadedResource) this.shown = shown;
    }

    get drawing(): TwinDrawing | undefined {
        return this.shown?.drawing;
    }

    get modelNote(): string {
        return this.shown?.note ?? '';
    }

    /** Radio buttons of one name exclude each other on the whole page, whatever component they are in. */
    get viewName(): string {
        return `twin-view-${this.assetId ?? ''}`;
    }

    get title(): string {
        return this.cardTitle || labels.title;
    }

    /** The drawing is waited for, so that the general one does not flash up before the product's own. */
    get isLoading(): boolean {
        return this.hasAnswer ? this.twin !== undefined && this.shown === undefined : !this.errors;
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

    /** A machine that does not send will hardly take a command. */
    get isAway(): boolean {
        return this.liveness !== 'live';
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

    get advice(): string {
        return this.twin ? adviceText(this.twin.machine) : '';
    }

    get components(): ComponentView[] {
        return (this.twin?.components ?? []).map(toComponentView);
    }

    get choice(): ViewChoice {
        return chooseView(this.view, this.twin, this.shown);
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

    get machineName(): string {
        return this.twin?.machine.name ?? '';
    }

    get selected(): SignalView | undefined {
        return this.signals.find((signal) => signal.id === this.selectedId);
    }

    /** Signal whose curve stands beside the events: the selected one, else the first that has a course. */
    get historySignal(): SignalView | undefined {
        return this.selected ?? this.signals.find(({ signal }) => signal.trend.length > 1);
    }

    handleBack(): void {
        this.dispatchEvent(new CustomEvent('back'));
    }

    handleView(event: CustomEvent<{ value: View }>): void {
        this.view = event.detail.value;
        this.sceneNote = '';
    }

    handleNoScene(event: CustomEvent<{ reason: string }>): void {
        this.view = 'drawing';
        this.sceneNote = event.detail.reason;
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
