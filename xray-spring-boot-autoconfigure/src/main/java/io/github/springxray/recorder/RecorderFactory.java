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

package io.github.springxray.recorder;

import java.util.LinkedHashMap;
import java.util.Map;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.contexts.SegmentContextResolver;
import com.amazonaws.xray.contexts.SegmentContextResolverChain;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.strategy.ContextMissingStrategy;
import com.amazonaws.xray.strategy.StreamingStrategy;
import com.amazonaws.xray.strategy.ThrowableSerializationStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Builds the recorder from the properties and from the beans of the SDK's types.
 */
final class RecorderFactory {

	/**
	 * The bean that there is unless the application has one.
	 */
	private static final String OWN_CONTEXT_MISSING = "xrayContextMissingStrategy";

	private final XRayProperties properties;

	private final BeanFactory beans;

	private final TracingFaults faults;

	RecorderFactory(XRayProperties properties, BeanFactory beans, TracingFaults faults) {
		this.properties = properties;
		this.beans = beans;
		this.faults = faults;
	}

	AWSXRayRecorder create() {
		AWSXRayRecorderBuilder builder = AWSXRayRecorderBuilder.standard().withForcedTraceIdGeneration();
		if (!this.properties.isSecureIds() && !isSnapStart()) {
			builder.withFastIdGenerator();
		}
		builder.withStreamingStrategy(streamingStrategy());
		provider(SamplingStrategy.class).ifUnique(builder::withSamplingStrategy);
		provider(ThrowableSerializationStrategy.class).ifUnique(builder::withThrowableSerializationStrategy);
		ContextMissingStrategy contextMissing = provider(ContextMissingStrategy.class).getIfUnique();
		if (contextMissing != null) {
			builder.withContextMissingStrategy(contextMissing);
		}
		SegmentContextResolver context = provider(SegmentContextResolver.class).getIfUnique();
		if (context != null) {
			SegmentContextResolverChain chain = new ContextResolvers();
			chain.addResolver(context);
			builder.withSegmentContextResolverChain(chain);
		}
		Map<String, Object> annotations = annotations();
		if (!annotations.isEmpty()) {
			builder.withSegmentListener(new ConstantAnnotations(annotations));
		}
		provider(SegmentListener.class).orderedStream().forEach(builder::withSegmentListener);
		provider(XRayRecorderBuilderCustomizer.class).orderedStream()
			.forEach((customizer) -> customizer.customize(builder));
		return finish(builder, contextMissing);
	}

	/**
	 * Lambda starts many processes from the snapshot of one, and each would go on with
	 * the same random numbers.
	 */
	private static boolean isSnapStart() {
		return "snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
	}

	private AWSXRayRecorder finish(AWSXRayRecorderBuilder builder, @Nullable ContextMissingStrategy contextMissing) {
		AWSXRayRecorder recorder = BuiltRecorder.of(builder);
		Emitter emitter = SdkEmitters.emitterOf(builder);
		if (emitter == null) {
			emitter = this.beans.getBean(Emitter.class);
		}
		SegmentFilters filters = new SegmentFilters(provider(SegmentFilter.class).orderedStream().toList(),
				this.faults);
		if (recorder instanceof XRayRecorder own) {
			own.setEmitter(emitter);
			own.guard(filters, this.faults);
			provider(TracingSwitch.class).ifUnique(own::obey);
		}
		else {
			recorder.setEmitter(new GuardedEmitter(emitter, filters, this.faults));
			recorder.setStreamingStrategy(new GuardedStreamingStrategy(recorder.getStreamingStrategy(), this.faults));
		}
		provider(SamplingStrategyDecorator.class).orderedStream()
			.forEach((decorator) -> recorder.setSamplingStrategy(decorator.decorate(recorder.getSamplingStrategy())));
		boolean environment = AWSXRayRecorderBuilder.contextMissingStrategyFromEnvironmentVariable()
			.or(AWSXRayRecorderBuilder::contextMissingStrategyFromSystemProperty)
			.isPresent();
		if (environment && contextMissing != null && this.beans.containsBean(OWN_CONTEXT_MISSING)) {
			// The SDK has put its own in; ours has read the same variable
			recorder.setContextMissingStrategy(contextMissing);
		}
		describe(recorder);
		return recorder;
	}

	/**
	 * What the application has told the builder wins.
	 */
	private void describe(AWSXRayRecorder recorder) {
		ApplicationBuild.putVersion(recorder, provider(BuildProperties.class).getIfUnique());
		recorder.addAllLogReferences(LogGroups.of(this.properties.getLogGroups()));
		for (RecorderInitializer initializer : provider(RecorderInitializer.class).orderedStream().toList()) {
			try {
				initializer.initialize(recorder);
			}
			catch (RuntimeException | LinkageError ex) {
				this.faults.record("describing where the application runs", ex);
			}
		}
	}

	private Map<String, Object> annotations() {
		Map<String, Object> annotations = new LinkedHashMap<>(ConfiguredAnnotations
			.read(this.beans.getBean(ConfigurableEnvironment.class), this.properties.getAnnotations()));
		if (this.properties.isGitCommit()) {
			String commit = ApplicationBuild.commit(provider(GitProperties.class).getIfUnique());
			if (commit != null) {
				annotations.putIfAbsent(ApplicationBuild.GIT_COMMIT, commit);
			}
		}
		return annotations;
	}

	private StreamingStrategy streamingStrategy() {
		int threshold = this.properties.getStreamingThreshold();
		if (threshold < 0) {
			throw new InvalidConfigurationPropertyValueException("xray.streaming-threshold", threshold,
					"It is a number of subsegments: 0 or more.");
		}
		return provider(StreamingStrategy.class).getIfUnique(() -> new BatchStreaming(threshold));
	}

	private <T> ObjectProvider<T> provider(Class<T> type) {
		return this.beans.getBeanProvider(type);
	}

}
