using Gantry.Actions;

return await ActionHost.RunAsync(args, Console.Out, Console.Error);
