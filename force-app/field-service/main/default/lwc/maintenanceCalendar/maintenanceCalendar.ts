import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLDocument, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import { MessageContext, type MessageContextToken } from 'lightning/messageService';
import { NavigationMixin } from 'lightning/navigation';
import { encodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { getObjectInfos, type ObjectInfo, type ObjectInfos } from 'lightning/uiObjectInfoApi';
import { getRecord, type RecordRepresentation, type WireResult } from 'lightning/uiRecordApi';
import FIRST_DAY from '@salesforce/i18n/firstDayOfWeek';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import ASSET_FIELD from '@salesforce/schema/WorkOrder.AssetId';
import END_FIELD from '@salesforce/schema/WorkOrder.EndDate';
import START_FIELD from '@salesforce/schema/WorkOrder.StartDate';
import {
    CalendarSource,
    NO_EXTRAS,
    dayOf,
    instantOf,
    readCalendar,
    readExtras,
    visibleRange,
    type CalendarExtras,
    type CalendarView,
    type Day,
    type DayRange,
    type ExtraObjects
} from 'c/calendarModel';
import { reduceErrors } from 'c/ldsUtils';
import { SelectionFollower } from 'c/machineSelection';
import { PollingRefresh } from 'c/pollingRefresh';
import { assetFields } from 'c/recordAsset';
import { readPlant, type RecordPlant } from 'c/recordPlant';
import { extrasQuery } from './extrasQuery';
import { CALENDAR_QUERY, EVERYTHING, FIRST_LOOK, type Portion } from './maintenanceCalendarQuery';
import { labels } from './maintenanceCalendarTexts';
import { extraVariablesOf, variablesOf } from './variables';

const MS = 1000;
const MIN_REFRESH_SECONDS = 5;
/** A new work order on a day is proposed from eight to nine. */
const NEW_FROM_MINUTES = 480;
const NEW_TO_MINUTES = 540;

/**
 * Container: work orders, service appointments, planned downtime, maintenance dates and ends of warranties of a
 * machine and everything below it. The machine is
 * that of the record page, or the one that another widget of the page selected. Reads the whole hierarchy in one
 * GraphQL request, after a small one for the first look where there is much, repeats it while the page is visible, keeps the last good data on screen when a request fails.
 */
export default class MaintenanceCalendar extends NavigationMixin(LightningElement) {
    /** Record of the page: an asset, any record that leads to one, or an account. */
    @api recordId: string | undefined;
    /** Object of that record; Asset when left out. */
    @api objectApiName: string | undefined;
    /** Heading of the card. */
    @api cardTitle = '';
    /** Seconds between two refreshes, at least 5. */
    @api refreshSeconds = 60;
    /** month, week, timeline or agenda. */
    @api startView: CalendarView = 'month';

    readonly labels = labels;
    readonly objects = [START_FIELD.objectApiName, 'AssetWarranty', 'ServiceAppointment', 'AssetDowntimePeriod'];

    view: CalendarView = 'month';
    day: Day = '';
    now = Date.now();
    source: CalendarSource | undefined;
    errors: unknown;
    isChanging = false;
    private extrasDocument: GraphQLDocument | undefined;
    private portion: Portion = FIRST_LOOK;
    private asset: RecordPlant | undefined;
    private isRecordKnown = false;
    private followedId: string | undefined;
    private askedAt = Date.now();
    private orderInfo: ObjectInfo | undefined;
    has: ExtraObjects = NO_EXTRAS;
    private result: GraphQLResult | undefined;
    private extrasResult: GraphQLResult | undefined;
    private extras: CalendarExtras = { warranties: [], appointments: [], downtimes: [] };
    private polling: PollingRefresh | undefined;
    private readonly follower = new SelectionFollower({
        source: 'maintenanceCalendar',
        pageRecordId: () => this.recordId,
        select: (id) => {
            this.followedId = id;
        }
    });

    @wire(MessageContext)
    receiveContext(context: MessageContextToken | undefined): void {
        this.follower.start(context);
    }

    @wire(getRecord, { recordId: '$recordId', optionalFields: '$optionalFields' })
    receiveRecord({ data, error }: WireResult<RecordRepresentation>): void {
        if (error) this.errors = error;
        if (!data) return;
        this.asset = readPlant(data);
        this.isRecordKnown = true;
    }

    /** Warranties, appointments and downtime are named as text: an org need not have them. */
    @wire(getObjectInfos, { objectApiNames: '$objects' })
    receiveInfos({ data }: WireResult<ObjectInfos>): void {
        const [order, ...others] = data?.results ?? [];
        this.orderInfo = order?.statusCode === 200 ? order.result : undefined;
        const [warranties = false, appointments = false, downtimes = false] = others.map(
            ({ statusCode }) => statusCode === 200
        );
        this.has = { warranties, appointments, downtimes };
        this.extrasDocument = extrasQuery(this.has);
    }

    @wire(graphql, { query: '$query', variables: '$variables' })
    receive(result: GraphQLResult): void {
        this.result = result;
        if (result.errors) this.errors = result.errors;
        if (result.data === undefined || result.data === null) return;
        this.errors = undefined;
        const { partial, ...data } = readCalendar(result.data, this.asset?.rootId);
        const isFirstLook = partial && this.portion === FIRST_LOOK;
        this.source = new CalendarSource({ ...data, ...this.extras, partial: partial && !isFirstLook });
        this.now = Date.now();
        this.isChanging = isFirstLook;
        if (isFirstLook) this.portion = EVERYTHING;
    }

    @wire(graphql, { query: '$extrasQuery', variables: '$extraVariables' })
    receiveExtras(result: GraphQLResult): void {
        this.extrasResult = result;
        if (result.errors) this.errors = result.errors;
        if (!result.data) return;
        this.extras = readExtras(result.data);
        const { data } = this.source ?? {};
        if (data) this.source = new CalendarSource({ ...data, ...this.extras });
    }

    connectedCallback(): void {
        this.view = this.startView;
        this.day = dayOf(this.now, TIME_ZONE);
        const intervalMs = Math.max(MIN_REFRESH_SECONDS, Number(this.refreshSeconds) || 0) * MS;
        this.polling = new PollingRefresh({ intervalMs, refresh: () => this.refresh() });
        this.polling.start();
        this.follower.resume();
    }

    disconnectedCallback(): void {
        this.polling?.stop();
        this.follower.stop();
    }

    get optionalFields(): string[] {
        return assetFields(this.objectApiName ?? 'Asset');
    }

    /** Without a machine there is nothing to ask for. */
    get query(): typeof CALENDAR_QUERY | undefined {
        return this.variables && CALENDAR_QUERY;
    }

    get variables(): GraphQLVariables | undefined {
        if (!this.asset || !this.day) return undefined;
        const { assets, orders } = this.portion;
        return { ...variablesOf(this.asset.rootId, this.range, this.askedAt, TIME_ZONE), assets, orders };
    }

    get extrasQuery(): GraphQLDocument | undefined {
        return this.extraVariables && this.extrasDocument;
    }

    get extraVariables(): GraphQLVariables | undefined {
        return this.asset && this.day ? extraVariablesOf(this.asset.rootId, this.range, TIME_ZONE) : undefined;
    }

    private get range(): DayRange {
        return visibleRange(this.view, this.day, FIRST_DAY);
    }

    private async refresh(): Promise<void> {
        let failure: unknown;
        try {
            await Promise.all([this.result?.refresh?.(), this.extrasResult?.refresh?.()]);
            failure = this.result?.errors;
        } catch (error) {
            failure = error;
            this.errors = error;
        }
        this.now = Date.now();
        if (failure) throw new Error(reduceErrors(failure).join(' '));
    }

    /** Machine that is shown, or the account; a selected one belongs to what is read anyway. */
    get assetId(): string | undefined {
        return this.followedId ?? this.asset?.assetId ?? this.asset?.rootId;
    }

    get isFollowing(): boolean {
        return this.hasData && this.followedId !== undefined && this.followedId !== this.asset?.assetId;
    }

    get machineName(): string {
        return this.source?.data.assets.find(({ id }) => id === this.assetId)?.name ?? '';
    }

    get hasNoMachine(): boolean {
        return this.isRecordKnown && !this.assetId;
    }

    get title(): string {
        return this.cardTitle || labels.title;
    }

    get hasData(): boolean {
        return this.source !== undefined;
    }

    get hasErrors(): boolean {
        return Boolean(this.errors);
    }

    get mayEdit(): boolean {
        const { updateable, fields } = this.orderInfo ?? {};
        return updateable === true && fields?.[START_FIELD.fieldApiName]?.updateable === true;
    }

    get mayCreate(): boolean {
        return this.orderInfo?.createable === true;
    }

    /** Shows other days. Entries already read are kept until the new ones arrive. */
    handlePeriod(event: CustomEvent<{ view: CalendarView; day: Day }>): void {
        const before = this.range;
        this.view = event.detail.view;
        this.day = event.detail.day;
        if (before.from === this.range.from && before.to === this.range.to) return;
        this.isChanging = true;
        this.askedAt = Date.now();
    }

    handleRefresh(): void {
        void this.polling?.refreshNow();
    }

    handleFailed(event: CustomEvent<{ error: unknown }>): void {
        this.errors = event.detail.error;
    }

    handleBack(): void {
        this.follower.goBack();
    }

    handleOpen(event: CustomEvent<{ recordId: string }>): void {
        const { recordId } = event.detail;
        this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes: { recordId, actionName: 'view' } });
    }

    handleNew(event: CustomEvent<{ day: Day }>): void {
        const iso = (minutes: number): string =>
            new Date(instantOf(event.detail.day, minutes, TIME_ZONE)).toISOString();
        const machine = this.followedId ?? this.asset?.assetId;
        const values: Record<string, string> = {
            ...(machine ? { [ASSET_FIELD.fieldApiName]: machine } : { AccountId: this.asset?.rootId ?? '' }),
            [START_FIELD.fieldApiName]: iso(NEW_FROM_MINUTES),
            [END_FIELD.fieldApiName]: iso(NEW_TO_MINUTES)
        };
        this[NavigationMixin.Navigate]({
            type: 'standard__objectPage',
            attributes: { objectApiName: ASSET_FIELD.objectApiName, actionName: 'new' },
            state: { defaultFieldValues: encodeDefaultFieldValues(values) }
        });
    }
}
