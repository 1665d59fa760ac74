// One element of a Slurm job array: does its share of the images of a folder, and ends with exit code 1 if one failed.
// A macro cannot do that: Fiji's own exit code is 0 also after a macro that was aborted.
//
// fiji --headless --run slurm_element.groovy 'input="/data/in",output="/data/out",verb="upscale",options="model=srcnn-natural-x2"'
//
// Without Fiji, bin/superres batch does the same: see superres_array.sbatch.
#@ File (label = "Folder of images", style = "directory") input
#@ File (label = "Folder of results", style = "directory") output
#@ String (label = "Command", value = "upscale") verb
#@ String (label = "Options of the command", value = "model=srcnn-natural-x2") options
#@ CommandService commands

try {
	commands.run("sc.fiji.superres.command.SuperResolutionBatch", true, "images", input, "output", output,
		"command", verb, "options", options).get()
}
catch (Throwable failure) {
	while (failure.cause != null) failure = failure.cause
	System.err.println("slurm_element: " + failure.message)
	System.exit(1)
}
// What a script ends with is printed, and a module cannot be.
"done"
