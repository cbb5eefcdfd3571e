using System.Runtime.InteropServices;
using DarkMachines.Cli;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl-C stops after what is being done; the second ends the process.
    pressed.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};

// Schedulers and service managers ask in this way.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});
return CommandLine.Run(args, new Terminal(Console.Out, Console.Error), TimeProvider.System, stop.Token);
