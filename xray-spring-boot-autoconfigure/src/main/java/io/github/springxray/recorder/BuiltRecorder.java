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

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.contexts.SegmentContextResolverChain;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.plugins.Plugin;
import com.amazonaws.xray.strategy.ContextMissingStrategy;
import com.amazonaws.xray.strategy.PrioritizationStrategy;
import com.amazonaws.xray.strategy.StreamingStrategy;
import com.amazonaws.xray.strategy.ThrowableSerializationStrategy;
import com.amazonaws.xray.strategy.sampling.LocalizedSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Takes over what a builder of the SDK was told. Its own method would make a recorder by
 * the constructor that is to be avoided.
 */
final class BuiltRecorder {

	private static final Log logger = LogFactory.getLog(BuiltRecorder.class);

	/**
	 * Of several plugins, the one of the lowest rank says where the process runs. Those
	 * of the application come first.
	 */
	private static final Map<String, Integer> RANKS = Map.of("AWS::EKS::Container", 1, "AWS::ECS::Container", 2,
			"AWS::EC2::Instance", 3);

	private final AWSXRayRecorderBuilder builder;

	private final AWSXRayRecorder recorder;

	private BuiltRecorder(AWSXRayRecorderBuilder builder, AWSXRayRecorder recorder) {
		this.builder = builder;
		this.recorder = recorder;
	}

	/**
	 * Build a recorder.
	 * @return the recorder, without an emitter if the builder was given none
	 */
	static AWSXRayRecorder of(AWSXRayRecorderBuilder builder) {
		try {
			BuiltRecorder built = new BuiltRecorder(builder, XRayRecorder.create(RequestAwareRecorder.class));
			built.takeOver();
			return built.recorder;
		}
		catch (ReflectiveOperationException ex) {
			logger.warn("The recorder is built by the X-Ray SDK itself, which looks up the address of the daemon and "
					+ "opens a socket: this version of it is not known (" + ex.getMessage() + ")");
			AWSXRayRecorder recorder = builder.build();
			if (SdkEmitters.emitterOf(builder) == null) {
				SdkEmitters.close(recorder.getEmitter());
			}
			return recorder;
		}
	}

	private void takeOver() throws ReflectiveOperationException {
		SamplingStrategy sampling = told("samplingStrategy", SamplingStrategy.class);
		this.recorder.setSamplingStrategy((sampling != null) ? sampling : new LocalizedSamplingStrategy());
		StreamingStrategy streaming = told("streamingStrategy", StreamingStrategy.class);
		if (streaming != null) {
			this.recorder.setStreamingStrategy(streaming);
		}
		PrioritizationStrategy prioritization = told("prioritizationStrategy", PrioritizationStrategy.class);
		if (prioritization != null) {
			this.recorder.setPrioritizationStrategy(prioritization);
		}
		ThrowableSerializationStrategy throwables = told("throwableSerializationStrategy",
				ThrowableSerializationStrategy.class);
		if (throwables != null) {
			this.recorder.setThrowableSerializationStrategy(throwables);
		}
		ContextMissingStrategy contextMissing = AWSXRayRecorderBuilder.contextMissingStrategyFromEnvironmentVariable()
			.or(AWSXRayRecorderBuilder::contextMissingStrategyFromSystemProperty)
			.orElse(told("contextMissingStrategy", ContextMissingStrategy.class));
		if (contextMissing != null) {
			this.recorder.setContextMissingStrategy(contextMissing);
		}
		SegmentContextResolverChain chain = told("segmentContextResolverChain", SegmentContextResolverChain.class);
		if (chain != null) {
			this.recorder.setSegmentContextResolverChain(chain);
		}
		Emitter emitter = told("emitter", Emitter.class);
		if (emitter != null) {
			this.recorder.setEmitter(emitter);
		}
		for (Object listener : all("segmentListeners")) {
			this.recorder.addSegmentListener((SegmentListener) listener);
		}
		if (Boolean.TRUE.equals(told("useFastIdGenerator", Boolean.class))) {
			this.recorder.useFastIdGenerator();
		}
		this.recorder.setForcedTraceIdGeneration(Boolean.TRUE.equals(told("forcedTraceIdGeneration", Boolean.class)));
		for (Object plugin : all("plugins")) {
			if (plugin instanceof Plugin known) {
				use(known);
			}
		}
		String logGroup = System.getenv("AWS_LOG_GROUP");
		if (StringUtils.hasText(logGroup)) {
			AWSLogReference reference = new AWSLogReference();
			reference.setLogGroup(logGroup);
			this.recorder.addAllLogReferences(Set.of(reference));
		}
	}

	private void use(Plugin plugin) {
		guarded(plugin, () -> {
			if (plugin.isEnabled()) {
				guarded(plugin, () -> useRuntimeContext(plugin));
				Set<AWSLogReference> references = plugin.getLogReferences();
				if (references != null) {
					this.recorder.addAllLogReferences(references);
				}
			}
		});
	}

	private void useRuntimeContext(Plugin plugin) {
		Map<?, ?> context = plugin.getRuntimeContext();
		if (context.isEmpty()) {
			logger.warn(plugin.getClass().getName() + " tells nothing about where the application runs");
			return;
		}
		this.recorder.putRuntimeContext(plugin.getServiceName(), context);
		String known = this.recorder.getOrigin();
		if (known == null || rank(plugin.getOrigin()) < rank(known)) {
			this.recorder.setOrigin(plugin.getOrigin());
		}
	}

	private static void guarded(Plugin plugin, Runnable work) {
		try {
			work.run();
		}
		catch (Exception | LinkageError ex) {
			logger.warn("The plugin " + plugin.getClass().getName() + " has failed", LoggedFault.of(ex));
		}
	}

	private static int rank(@Nullable String origin) {
		return (origin != null) ? RANKS.getOrDefault(origin, 0) : 0;
	}

	private Collection<?> all(String field) throws ReflectiveOperationException {
		Collection<?> all = told(field, Collection.class);
		return (all != null) ? all : Set.of();
	}

	private <T> @Nullable T told(String name, Class<T> type) throws ReflectiveOperationException {
		Field field = AWSXRayRecorderBuilder.class.getDeclaredField(name);
		try {
			field.setAccessible(true);
			return type.cast(field.get(this.builder));
		}
		catch (RuntimeException ex) {
			throw new NoSuchFieldException(name + " cannot be accessed: " + ex.getMessage());
		}
	}

}
