namespace Gantry;

/// <summary>What a principal may be, in a mission and an environment.</summary>
public enum Role
{
    /// <summary>Sees everything there.</summary>
    Viewer,

    /// <summary>Moves data: puts and deletes products.</summary>
    Operator,

    /// <summary>Changes the mission: applies folders.</summary>
    Author,

    /// <summary>Brings releases up: applies, promotes and rolls back.</summary>
    Integrator,

    /// <summary>Lets releases into an environment, and takes them back.</summary>
    Approver,

    /// <summary>All of these, and people and their rights.</summary>
    Administrator,
}

/// <summary>Something that can be done, and who may do it. The list is all there is; docs/operate/access.md is checked against it.</summary>
public sealed record Act(string Name, string Meaning, params IReadOnlyList<Role> Roles)
{
    private static readonly Role[] _everybody = Enum.GetValues<Role>();

    public static readonly Act ReadMission = new("mission.read", "see missions, releases and where they stand", _everybody);
    public static readonly Act ApplyMission = new("mission.apply", "make a release from a folder and let dev point at it", Role.Author, Role.Integrator, Role.Administrator);
    public static readonly Act Promote = new("release.promote", "move a release into this environment", Role.Integrator, Role.Approver, Role.Administrator);
    public static readonly Act Rollback = new("release.rollback", "move this environment back and hold it", Role.Integrator, Role.Approver, Role.Administrator);
    public static readonly Act ReadProduct = new("product.read", "list and download products", _everybody);
    public static readonly Act PutProduct = new("product.put", "put a product in", Role.Operator, Role.Integrator, Role.Administrator);
    public static readonly Act DeleteProduct = new("product.delete", "delete a product, with a reason", Role.Operator, Role.Administrator);
    public static readonly Act HoldProduct = new("product.hold", "hold products so that nothing deletes them, and lift holds", Role.Operator, Role.Integrator, Role.Administrator);
    public static readonly Act Reconcile = new("product.reconcile", "compare catalogue, lake and sources, and repair what is safe", Role.Operator, Role.Integrator, Role.Administrator);
    public static readonly Act ListSecrets = new("secret.list", "see the names of secrets, never their values", Role.Operator, Role.Author, Role.Integrator, Role.Administrator);
    public static readonly Act ManageSecrets = new("secret.manage", "set and delete secrets", Role.Integrator, Role.Administrator);
    public static readonly Act ReadQuarantine = new("quarantine.read", "see what was refused and why, and what waits", _everybody);
    public static readonly Act FetchQuarantine = new("quarantine.fetch", "download the bytes of what was refused", Role.Integrator, Role.Administrator);
    public static readonly Act DecideQuarantine = new("quarantine.decide", "release or drop what was refused", Role.Operator, Role.Administrator);
    public static readonly Act ReleaseInfected = new("quarantine.release-infected", "let through what the scanner takes for malware, with a reason", Role.Administrator);
    public static readonly Act OperateSource = new("source.operate", "look at a source now, pause it, and have its files tried again", Role.Operator, Role.Integrator, Role.Administrator);
    public static readonly Act Subscribe = new("subscription.use", "keep subscriptions of one's own", _everybody);
    public static readonly Act ManageSubscriptions = new("subscription.manage", "see, pause and end the subscriptions of others", Role.Operator, Role.Administrator);
    public static readonly Act OperateRoute = new("route.operate", "pause and resume routes, and send by them by hand", Role.Operator, Role.Integrator, Role.Administrator);
    public static readonly Act ReadRun = new("run.read", "see runs, what they made and what they wrote", _everybody);
    public static readonly Act StartRun = new("run.start", "start and repeat runs", Role.Operator, Role.Author, Role.Integrator, Role.Administrator);
    public static readonly Act StopRun = new("run.stop", "stop runs", Role.Operator, Role.Author, Role.Integrator, Role.Administrator);
    public static readonly Act AnswerStep = new("run.answer", "answer what a step asks", Role.Operator, Role.Integrator, Role.Approver, Role.Administrator);
    public static readonly Act PausePipeline = new("pipeline.pause", "pause pipelines, and let them go on", Role.Operator, Role.Integrator, Role.Administrator);
    public static readonly Act OperateNode = new("node.operate", "see nodes, drain them and let them take steps again", Role.Operator, Role.Administrator);
    public static readonly Act ReadTelemetry = new("telemetry.read", "see channels, parameters, values, packets and alarms", _everybody);
    public static readonly Act OperateTelemetry = new("telemetry.operate", "acknowledge, shelve and clear alarms, set and withdraw limits", Role.Operator, Role.Integrator, Role.Administrator);
    public static readonly Act ReadJournal = new("journal.read", "read the journal of this scope", _everybody);
    public static readonly Act ManageAccess = new("access.manage", "manage users, service accounts and grants", Role.Administrator);
    public static readonly Act ReadSettings = new("settings.read", "see the server's settings and state", Role.Administrator);

    /// <summary>Every act there is.</summary>
    public static IReadOnlyList<Act> All { get; } =
    [
        ReadMission, ApplyMission, Promote, Rollback, ReadProduct, PutProduct, DeleteProduct, HoldProduct, Reconcile, ListSecrets, ManageSecrets,
        ReadQuarantine, FetchQuarantine, DecideQuarantine, ReleaseInfected, OperateSource,
        Subscribe, ManageSubscriptions, OperateRoute, ReadRun, StartRun, StopRun, AnswerStep, PausePipeline, OperateNode, ReadTelemetry, OperateTelemetry, ReadJournal, ManageAccess, ReadSettings,
    ];
}
