package com.happypancake.schemas.catalogue;

import com.google.protobuf.util.JsonFormat;
import com.happypancake.schemas.topology.Module;
import com.happypancake.schemas.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

  /**
   * Returns whether a binding matches a routing key (AMQP 0-9-1, section 3.1.3.3).
   *
   * @param binding words separated by dots; {@code *} matches one word, {@code #} any number
   * @param routingKey words separated by dots
   */
  public static boolean matches(String binding, String routingKey) {
    return matches(binding.split("\\.", -1), 0, routingKey.split("\\.", -1), 0);
  }

  private static boolean matches(String[] binding, int b, String[] key, int k) {
    if (b == binding.length) {
      return k == key.length;
    }
    if (binding[b].equals("#")) {
      return matches(binding, b + 1, key, k) || (k < key.length && matches(binding, b, key, k + 1));
    }
    return k < key.length
        && Arrays.asList("*", key[k]).contains(binding[b])
        && matches(binding, b + 1, key, k + 1);
  }

  /** Returns whether a module's queue gets the messages with a routing key. */
  public static boolean hears(Module module, String routingKey) {
    return module.getBindingsList().stream().anyMatch(binding -> matches(binding, routingKey));
  }
}
