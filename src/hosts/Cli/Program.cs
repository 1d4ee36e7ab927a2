using System.Runtime.InteropServices;
using Gantry.Cli;

using var stop = new CancellationTokenSource();

// The first signal asks a command to end in good order, the second one ends it.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await CommandLine.RunAsync(args, Terminal.OfThisProcess(), stop.Token);
