using System.Diagnostics;
using Xunit;

namespace Gantry.TestKit;

/// <summary>Waits for something that comes of itself and gives no signal; fails loudly when it does not come.</summary>
public static class Eventually
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(180);

    public static Task HoldsAsync(Func<bool> condition, string what) => HoldsAsync(() => Task.FromResult(condition()), what);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < _limit, $"After {_limit.TotalSeconds} s there is still no sign that {what}.");
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }
}
