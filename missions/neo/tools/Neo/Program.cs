using Neo.Cli;

return CommandLine.Run(args, new(Console.Out, Console.Error));
