// Fits a network to the images of a microscope within minutes, without sharp
// images, and enlarges all of them by it.
//
// fiji --headless --run adapt_model.ijm 'input="/data/noisy",network="/data/models/mine-x2",minutes=5,output="/data/out"'
#@ File (label = "Folder of images", style = "directory") input
#@ File (label = "Network, which is made where it is missing", style = "directory") network
#@ Double (label = "Minutes", value = 5) minutes
#@ File (label = "Folder of results", style = "directory") output

if (!File.exists(network)) run("Adapt Model...", "images=[" + input + "] output=[" + network + "] minutes=" + minutes);
run("Super Resolution Batch...", "images=[" + input + "] output=[" + output + "] command=upscale options=[model=[" + network + "]]");
