package com.happypancake.schemas.catalogue;

import com.google.protobuf.util.JsonFormat;
import com.happypancake.schemas.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The default topology. */
public final class Topologies {

  private static final String RESOURCE = "topology.json";

  private Topologies() {}

  /** Returns HPC2's exchange, queues and bindings. */
  public static Topology hpc() {
    try (InputStream stream = Topologies.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new SchemaException("the resource " + RESOURCE + " is missing from the build");
      }
      Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
      Topology.Builder topology = Topology.newBuilder();
      JsonFormat.parser().merge(reader, topology);
      return topology.build();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + RESOURCE, e);
    }
  }
}
