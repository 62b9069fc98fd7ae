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

package io.github.springxray.emitter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.amazonaws.xray.emitters.Emitter;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.xray.XRayClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.StringUtils;

import io.github.springxray.document.DocumentJson;
import io.github.springxray.document.DocumentWriter;
import io.github.springxray.entity.EntityJson;
import io.github.springxray.recorder.DaemonAddress;
import io.github.springxray.recorder.DaemonTroubles;
import io.github.springxray.recorder.SegmentFilter;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.recorder.XRayDaemonConnectionDetails;

/**
 * Auto-configuration of where finished traces go.
 */
@AutoConfiguration(before = XRayAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@EnableConfigurationProperties(XRayEmitterProperties.class)
@Import(OtlpConfiguration.class)
public final class XRayEmitterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	DocumentWriter xrayDocumentWriter() {
		return new DocumentWriter();
	}

	@Bean
	@ConditionalOnMissingBean(EntityJson.class)
	DocumentJson xrayEntityJson() {
		return new DocumentJson();
	}

	/**
	 * Not a constant, which would be that of the machine where a native image is built.
	 */
	private static boolean isLambda() {
		return StringUtils.hasText(System.getenv("LAMBDA_TASK_ROOT"));
	}

	private static ApiSenderFactory noApi() {
		throw new InvalidConfigurationPropertyValueException("xray.emitter.type", "api",
				"The X-Ray client of the AWS SDK is not on the class path. "
						+ "Add the dependency software.amazon.awssdk:xray, or write daemon.");
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.console.enabled")
	@ConditionalOnMissingClass(MissingConsole.CLASS)
	static class MissingConsoleConfiguration {

		@Bean
		MissingConsole xrayMissingConsole() {
			return new MissingConsole();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(XRayClient.class)
	static class ApiConfiguration {

		@Bean
		ApiSenderFactory xrayApiSenderFactory(ObjectProvider<XRayClient> client,
				ObjectProvider<AwsCredentialsProvider> credentials, ObjectProvider<AwsRegionProvider> region) {
			return new ApiSenderFactory(client, credentials, region);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(Emitter.class)
	static class QueueConfiguration {

		@Bean
		EmitterStatistics xrayEmitterStatistics() {
			return new EmitterStatistics();
		}

		@Bean
		CountedSenders xraySenders(XRayEmitterProperties properties, ObjectProvider<TraceSender> senders,
				ObjectProvider<XRayDaemonConnectionDetails> daemon, ObjectProvider<ApiSenderFactory> api,
				OtlpSenderFactory otlp, EmitterStatistics statistics, TracingFaults faults,
				ObjectProvider<DaemonTroubles> troubles) {
			List<CountedSender> all = new ArrayList<>();
			Set<EmitterType> types = typesOf(properties);
			if (types.contains(EmitterType.DAEMON)) {
				DaemonAddress address = daemon.getObject().getAddress();
				HostAddress host = new HostAddress(address.udpHost(), address.udpPort(), faults);
				all.add(new CountedSender("daemon", address.udp(),
						new DaemonSender(host, statistics, faults, troubles.getIfAvailable(DaemonTroubles::new))));
			}
			if (types.contains(EmitterType.API)) {
				all.add(new CountedSender("api", null,
						api.getIfAvailable(XRayEmitterAutoConfiguration::noApi).create(statistics, faults)));
			}
			if (types.contains(EmitterType.OTLP)) {
				all.add(CountedSender.of(otlp.create(statistics, faults, isLambda())));
			}
			if (types.contains(EmitterType.LOG)) {
				all.add(new CountedSender("log", null, new LogSender()));
			}
			senders.orderedStream().map(CountedSender::of).forEach(all::add);
			return new CountedSenders(all);
		}

		@Bean
		EmitterStatus xrayEmitterStatus(EmitterStatistics statistics, CountedSenders senders) {
			return new EmitterStatus(statistics, senders);
		}

		@Bean
		QueueingEmitter xrayEmitter(XRayEmitterProperties properties, CountedSenders senders,
				ObjectProvider<SegmentFilter> filters, EmitterStatistics statistics, TracingFaults faults) {
			DropReports drops = new DropReports(statistics, System::nanoTime);
			QueueingEmitter emitter = new QueueingEmitter(queue(properties), senders.all(), statistics, drops, faults,
					shutdownTimeout(properties), isLambda());
			if (filters.stream().findAny().isPresent()) {
				emitter.filtered();
			}
			return emitter;
		}

		private static Set<EmitterType> typesOf(XRayEmitterProperties properties) {
			Set<EmitterType> types = properties.getType();
			if (types.isEmpty() || (types.contains(EmitterType.NONE) && types.size() > 1)) {
				throw new InvalidConfigurationPropertyValueException("xray.emitter.type", types,
						"Write none alone, or one or several of daemon, api, otlp and log.");
			}
			return types;
		}

		private static TraceQueue queue(XRayEmitterProperties properties) {
			int capacity = properties.getQueueCapacity();
			if (capacity < 1 || capacity > TraceQueue.MAX_CAPACITY) {
				throw new InvalidConfigurationPropertyValueException("xray.emitter.queue-capacity", capacity,
						"Write a number of segments from 1 to " + TraceQueue.MAX_CAPACITY + ".");
			}
			long bytes = properties.getMaxQueueSize().toBytes();
			if (bytes < 1 || bytes > TraceQueue.MAX_WEIGHT) {
				throw new InvalidConfigurationPropertyValueException("xray.emitter.max-queue-size",
						properties.getMaxQueueSize(), "Write a size such as 32MB, up to 256GB.");
			}
			return new TraceQueue(capacity, bytes);
		}

		private static Duration shutdownTimeout(XRayEmitterProperties properties) {
			Duration timeout = properties.getShutdownTimeout();
			if (timeout.isNegative() || timeout.compareTo(Duration.ofDays(1)) > 0) {
				throw new InvalidConfigurationPropertyValueException("xray.emitter.shutdown-timeout", timeout,
						"Write a duration such as 2s, from 0 to one day.");
			}
			return timeout;
		}

	}

}
