namespace Gantry.Cli;

/// <summary>What lies where in the demo's folder.</summary>
internal sealed record DemoPlaces(string Root)
{
    /// <summary>The folder that is watched.</summary>
    public string Landing => Path.Combine(Root, "landing");

    /// <summary>The mission as the demo applies it.</summary>
    public string Sentinel => Path.Combine(Root, "missions", DemoMission.Name);

    public string Downloads => Path.Combine(Root, "downloads");

    /// <summary>What the planning tool is given, by the mission's own route.</summary>
    public string PlanningInbox => Path.Combine(Root, "exchange", DemoMission.Name, Rungs.Ops, "planning", "inbox");
}
