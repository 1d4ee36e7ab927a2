using Xunit;

namespace Gantry.Tests.State;

public class SignalsTests
{
    private readonly Signals _signals = new();

    [Fact]
    public void Wakes_whoever_took_a_ticket_before()
    {
        var ticket = _signals.Ticket("a");
        _signals.Wake("a");
        Assert.True(ticket.IsCompleted);
    }

    [Fact]
    public void Leaves_other_topics_and_later_tickets_waiting()
    {
        var other = _signals.Ticket("b");
        _signals.Wake("a");
        Assert.False(other.IsCompleted);
        Assert.False(_signals.Ticket("a").IsCompleted);
    }

    [Fact]
    public void Wakes_everybody_when_wakes_may_have_been_missed()
    {
        var (a, b) = (_signals.Ticket("a"), _signals.Ticket("b"));
        _signals.WakeAll();
        Assert.True(a.IsCompleted && b.IsCompleted);
    }
}
