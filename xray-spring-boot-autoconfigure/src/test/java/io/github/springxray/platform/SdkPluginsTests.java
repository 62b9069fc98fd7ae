/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.platform;

import java.lang.reflect.Constructor;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.plugins.EC2Plugin;
import com.amazonaws.xray.plugins.ECSPlugin;
import com.amazonaws.xray.plugins.EKSPlugin;
import com.amazonaws.xray.plugins.ElasticBeanstalkPlugin;
import com.amazonaws.xray.plugins.Plugin;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.recorder.XRayRecorderBuilderCustomizer;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Holds what segments say against what they say with the plugins of the SDK, asking the
 * same services.
 */
class SdkPluginsTests {

	private final UdpDaemon daemon = new UdpDaemon();

	private final FakeMetadata service = new FakeMetadata();

	@TempDir
	private Path root;

	@AfterEach
	void close() {
		this.daemon.close();
		this.service.close();
	}

	@Test
	void ofAnInstanceTheySayTheSame() throws Exception {
		this.service.instance(Ec2PlatformTests.DOCUMENT);
		Object fetcher = construct("EC2MetadataFetcher", new Class<?>[] { String.class }, this.service.authority());
		Constructor<EC2Plugin> constructor = EC2Plugin.class.getConstructor(FileSystem.class, fetcher.getClass());
		Plugin plugin = until(Plugin::isEnabled, () -> constructor.newInstance(FileSystems.getDefault(), fetcher));
		TestMachine machine = new TestMachine(this.root).instance().variable("IMDS_ENDPOINT", this.service.authority());
		assertThat(withOurs(machine, "/aws/ec2/ami_id")).isEqualTo(withPlugin(plugin));
	}

	@Test
	void ofAContainerOfEcsTheySayTheSame() throws Exception {
		this.service.answer(FakeMetadata.ok(EcsPlatformTests.CONTAINER));
		Object fetcher = construct("ECSMetadataFetcher", new Class<?>[] { String.class },
				this.service.uri() + "/v4/the-container");
		Constructor<ECSPlugin> constructor = ECSPlugin.class.getDeclaredConstructor(fetcher.getClass());
		constructor.setAccessible(true);
		Plugin plugin = until((asked) -> asked.getRuntimeContext().containsKey("container_arn"),
				() -> new Enabled(constructor.newInstance(fetcher)));
		TestMachine machine = thisMachine().variable("ECS_CONTAINER_METADATA_URI_V4",
				this.service.uri() + "/v4/the-container");
		JsonNode ours = withOurs(machine, "/aws/ecs/container_arn");
		if (!plugin.getRuntimeContext().containsValue(TestMachine.CONTAINER)) {
			// Here it does not run in the container that the service tells of
			((ObjectNode) ours.at("/aws/ecs")).remove("container_id");
		}
		assertThat(ours).isEqualTo(withPlugin(plugin));
	}

	@Test
	void ofAContainerOfEksTheySayTheSame() {
		JsonNode theirs = withPlugin(new Enabled(new EKSPlugin("the-cluster")));
		Facts facts = new EksPlatform()
			.look(thisMachine().variable("KUBERNETES_SERVICE_HOST", "10.0.0.1").machine(), true)
			.facts();
		ObjectNode block = new ObjectMapper()
			.valueToTree(new Facts.Block(facts.block()).with("cluster_name", "the-cluster").fields());
		assertThat(block).isEqualTo(theirs.at("/aws/eks"));
		assertThat(facts.origin()).isEqualTo(theirs.get("origin").asText());
		assertThat(theirs.at("/aws/cloudwatch_logs/0/log_group").asText())
			.isEqualTo("/aws/containerinsights/the-cluster/application");
	}

	/**
	 * The plugin reads a file whose name cannot be changed, as a map.
	 */
	@Test
	void ofAnEnvironmentOfElasticBeanstalkTheySayTheSame() throws Exception {
		String file = "{\"deployment_id\":23,\"version_label\":\"app-5a56\",\"environment_name\":\"production\"}";
		ElasticBeanstalkPlugin plugin = new ElasticBeanstalkPlugin();
		ReflectionTestUtils.setField(plugin, "runtimeContext", new ObjectMapper().readValue(file, HashMap.class));
		TestMachine machine = new TestMachine(this.root).file(ElasticBeanstalkPlatformTests.FILE, file);
		assertThat(withOurs(machine, "/origin")).isEqualTo(withPlugin(new Enabled(plugin)));
	}

	/**
	 * The plugins read the names of the machine that the test runs on.
	 */
	private TestMachine thisMachine() {
		Machine real = new Machine(Map.of(), Map.of(), Path.of("/"));
		String groups = real.text("proc/self/cgroup");
		return new TestMachine(this.root).file("proc/sys/kernel/hostname", real.hostName())
			.file("proc/self/cgroup", (groups != null) ? groups : "");
	}

	/**
	 * A plugin asks once, and not for long.
	 */
	private static Plugin until(Predicate<Plugin> condition, Callable<Plugin> plugin) {
		return await().atMost(Duration.ofSeconds(40)).until(plugin, condition);
	}

	private static Object construct(String type, Class<?>[] types, Object... arguments) throws Exception {
		Constructor<?> constructor = Class.forName("com.amazonaws.xray.plugins." + type).getDeclaredConstructor(types);
		constructor.setAccessible(true);
		return constructor.newInstance(arguments);
	}

	private JsonNode withOurs(TestMachine machine, String awaited) {
		JsonNode[] segment = new JsonNode[1];
		runner().withConfiguration(AutoConfigurations.of(XRayPlatformAutoConfiguration.class))
			.withBean(Machine.class, machine::machine)
			.run((context) -> await().atMost(Duration.ofSeconds(40)).until(() -> {
				segment[0] = segment(context);
				return !segment[0].at(awaited).isMissingNode();
			}));
		return segment[0];
	}

	private JsonNode withPlugin(Plugin plugin) {
		JsonNode[] segment = new JsonNode[1];
		runner().withBean(XRayRecorderBuilderCustomizer.class, () -> (builder) -> builder.withPlugin(plugin))
			.run((context) -> segment[0] = segment(context));
		return segment[0];
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayEmitterAutoConfiguration.class))
			.withBean(SamplingStrategy.class, AllSamplingStrategy::new)
			.withPropertyValues("xray.daemon.address=" + this.daemon.address());
	}

	private JsonNode segment(ApplicationContext context) {
		AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
		recorder.beginSegment("users");
		recorder.endSegment();
		ObjectNode segment = (ObjectNode) this.daemon.take();
		return segment.remove(java.util.List.of("id", "trace_id", "start_time", "end_time"));
	}

	/**
	 * A plugin that takes this machine for one of its platform.
	 */
	private record Enabled(Plugin plugin) implements Plugin {

		@Override
		public boolean isEnabled() {
			return true;
		}

		@Override
		public String getOrigin() {
			return this.plugin.getOrigin();
		}

		@Override
		public String getServiceName() {
			return this.plugin.getServiceName();
		}

		@Override
		public Map<String, Object> getRuntimeContext() {
			return this.plugin.getRuntimeContext();
		}

		@Override
		public java.util.Set<com.amazonaws.xray.entities.AWSLogReference> getLogReferences() {
			return this.plugin.getLogReferences();
		}

	}

}
