// Trains a network on high-resolution images, and enlarges other images by it.
// Started again after a stop, it goes on where it was.
//
// fiji --headless --run train_and_apply.ijm 'training="/data/high",network="/data/models/mine-x2",steps=12000,input="/data/low",output="/data/out"'
#@ File (label = "Folder of high-resolution images", style = "directory") training
#@ File (label = "Network, which is made where it is missing", style = "directory") network
#@ Integer (label = "Steps", value = 12000) steps
#@ File (label = "Folder of images to enlarge", style = "directory") input
#@ File (label = "Folder of results", style = "directory") output

if (!File.exists(network)) run("Train Network...", "images=[" + training + "] output=[" + network + "] steps=" + steps);
run("Super Resolution Batch...", "images=[" + input + "] output=[" + output + "] command=upscale options=[model=[" + network + "]]");
