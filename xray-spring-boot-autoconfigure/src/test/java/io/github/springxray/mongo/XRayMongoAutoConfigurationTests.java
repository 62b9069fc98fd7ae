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

package io.github.springxray.mongo;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.amazonaws.xray.AWSXRay;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.RequestContext;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.SynchronousContextProvider;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.reactivestreams.client.ReactiveContextProvider;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.Mono;

import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.springxray.context.LazySubsegments;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which clients of MongoDB are traced, and what stays the application's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class XRayMongoAutoConfigurationTests {

	private final MongoRunner mongo = new MongoRunner();

	private final ApplicationContextRunner runner = this.mongo.runner();

	@AfterAll
	void stop() {
		this.mongo.close();
	}

	@Test
	void tracesTheClientOfSpringBoot() {
		this.runner.run((context) -> {
			assertThat(context.getBean(ActivePatch.class).library()).isEqualTo(PatchedLibrary.MONGODB);
			assertThat(commandsOf(context)).isEqualTo(1);
			assertThat(context).doesNotHaveBean(CommandListener.class);
		});
	}

	@Test
	void tracesAClientOnceAndCallsTheListenersOfTheApplication() {
		Listener listener = new Listener();
		MongoClientSettings settings = MongoClientSettings.builder()
			.applyConnectionString(new ConnectionString(this.mongo.uri()))
			.addCommandListener(listener)
			.build();
		this.runner.withBean(MongoClientSettings.class, () -> settings).run((context) -> {
			assertThat(commandsOf(context)).isEqualTo(1);
			assertThat(listener.commands.poll()).isEqualTo("count");
			assertThat(context.getBean(MongoClientSettings.class).getCommandListeners()).startsWith(listener)
				.hasSize(2);
			assertThat(settings.getCommandListeners()).containsExactly(listener);
		});
	}

	@Test
	void tracesWhatTheApplicationMakesOfItsSettings() {
		MongoClientSettings settings = MongoClientSettings.builder()
			.applyConnectionString(new ConnectionString(this.mongo.uri()))
			.build();
		this.runner.withBean(MongoClientSettings.class, () -> settings).run((context) -> {
			try (MongoClient own = MongoClients.create(context.getBean(MongoClientSettings.class))) {
				assertThat(commandsOf(context, own)).isEqualTo(1);
			}
			try (MongoClient own = MongoClients.create(MongoTracing.trace(settings))) {
				assertThat(commandsOf(context, own)).isEqualTo(1);
			}
			try (MongoClient own = MongoClients
				.create(MongoTracing.trace(MongoClientSettings.builder(settings)).build())) {
				assertThat(commandsOf(context, own)).isEqualTo(1);
			}
		});
		assertThat(MongoTracing.trace(settings)).isSameAs(settings);
	}

	@Test
	void keepsTheContextProviderThatACustomizerSets() {
		Provider provider = new Provider();
		this.runner
			.withBean(MongoClientSettingsBuilderCustomizer.class, () -> (builder) -> builder.contextProvider(provider))
			.run((context) -> {
				assertThat(commandsOf(context)).isEqualTo(1);
				assertThat(provider.asked).isNotEmpty();
				com.mongodb.reactivestreams.client.MongoClient reactive = context
					.getBean(com.mongodb.reactivestreams.client.MongoClient.class);
				RecordedEntity segment = MongoRunner.trace(context.getBean(RecordedTraces.class),
						() -> Mono.from(reactive.getDatabase("shop").runCommand(new Document("count", "users")))
							.block());
				assertThat(segment.subsegments()).hasSize(1);
				assertThat(provider.asked).contains("reactive");
			});
	}

	@Test
	void leavesAProviderAloneThatIsForTheBlockingDriverOnly() {
		SynchronousContextProvider provider = () -> new CallerRequestContext(null, null);
		assertThat(
				ContextProviders.trace(provider, new MongoCalls(new LazySubsegments(null, null), CommandRecording.OFF)))
			.isSameAs(provider);
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.patch.mongodb.enabled=false", "xray.patch.enabled=false", "xray.enabled=false" })
	void leavesSettingsAsTheyAreWhereItIsSwitchedOff(String property) {
		MongoClientSettings settings = MongoClientSettings.builder().build();
		this.runner.withPropertyValues(property)
			.withBean(MongoClientSettings.class, () -> settings)
			.run((context) -> assertThat(context).hasNotFailed().getBean(MongoClientSettings.class).isSameAs(settings));
	}

	@Test
	void doesNothingWithoutTheDriver() {
		this.runner.withClassLoader(new FilteredClassLoader("com.mongodb"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MongoCalls.class));
	}

	@Test
	void recordsValuesOnlyWhereTheyAreWanted() {
		this.runner.withPropertyValues("xray.patch.mongodb.commands=raw").run((context) -> {
			RecordedEntity segment = MongoRunner.trace(context.getBean(RecordedTraces.class),
					() -> find(context.getBean(MongoClient.class)));
			assertThat(segment.json()).contains("Ada");
		});
		this.runner.withPropertyValues("xray.patch.mongodb.commands=off").run((context) -> {
			RecordedEntity segment = MongoRunner.trace(context.getBean(RecordedTraces.class),
					() -> find(context.getBean(MongoClient.class)));
			assertThat(segment.subsegments()).singleElement()
				.satisfies((entity) -> assertThat(entity.metadata("mongodb")).doesNotContainKey("command"));
		});
	}

	@Test
	void aServerThatCannotBeReachedIsNoCommandAndTellsNoPassword() {
		this.runner
			.withPropertyValues("spring.mongodb.uri=mongodb://ada:" + MongoRunner.SECRET
					+ "@127.0.0.1:1/shop?serverSelectionTimeoutMS=100&connectTimeoutMS=100")
			.run((context) -> {
				RecordedEntity segment = MongoRunner.trace(context.getBean(RecordedTraces.class), () -> {
					try {
						find(context.getBean(MongoClient.class));
					}
					catch (RuntimeException ex) {
						AWSXRay.getCurrentSegment().addException(ex);
					}
				});
				assertThat(segment.exceptions()).isNotEmpty();
				assertThat(segment.json()).doesNotContain(MongoRunner.SECRET);
			});
	}

	private static void find(MongoClient client) {
		client.getDatabase("shop").getCollection("users").find(new Document("name", "Ada")).first();
	}

	private static int commandsOf(ApplicationContext context) {
		return commandsOf(context, context.getBean(MongoClient.class));
	}

	private static int commandsOf(ApplicationContext context, MongoClient client) {
		return MongoRunner
			.trace(context.getBean(RecordedTraces.class),
					() -> client.getDatabase("shop").runCommand(new Document("count", "users")))
			.subsegments()
			.size();
	}

	private static final class Listener implements CommandListener {

		private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();

		@Override
		public void commandStarted(CommandStartedEvent event) {
			this.commands.add(event.getCommandName());
		}

	}

	private static final class Provider implements SynchronousContextProvider, ReactiveContextProvider {

		private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

		@Override
		public RequestContext getContext() {
			this.asked.add("blocking");
			return new CallerRequestContext(null, null);
		}

		@Override
		public RequestContext getContext(Subscriber<?> subscriber) {
			this.asked.add("reactive");
			return new CallerRequestContext(null, null);
		}

	}

}
