module happypancake.com/hpc/benchmarks/peers/transform

go 1.19
