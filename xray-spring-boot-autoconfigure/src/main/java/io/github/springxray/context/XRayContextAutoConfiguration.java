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

package io.github.springxray.context;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.SegmentContextResolver;
import com.amazonaws.xray.strategy.ContextMissingStrategy;
import com.amazonaws.xray.strategy.ThrowableSerializationStrategy;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.util.StringUtils;

import io.github.springxray.entity.EntityFactory;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.recorder.XRayProperties;

/**
 * Auto-configuration of what is current on a thread and of how it begins and ends.
 */
@AutoConfiguration(before = XRayAutoConfiguration.class)
@EnableConfigurationProperties({ XRayProperties.class, XRayExceptionProperties.class })
@ImportRuntimeHints(ContextRuntimeHints.class)
public final class XRayContextAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SegmentContextResolver xrayContextResolver(TracingFaults faults, ObjectProvider<EntityFactory> factory,
			ObjectProvider<AWSXRayRecorder> recorder, ObjectProvider<CurrentEntityListener> listener) {
		EntityFactory entities = factory.getIfAvailable(() -> new EntityFactory((entity, independent, pretty) -> ""));
		CurrentEntityListener told = listener.getIfAvailable();
		XRaySegmentContext context = isLambda()
				? new LambdaSegmentContext(faults, entities, told, () -> recorderOf(recorder))
				: new XRaySegmentContext(faults, entities, told);
		return () -> context;
	}

	/**
	 * Not a constant, which would be that of the machine where a native image is built.
	 */
	private static boolean isLambda() {
		return StringUtils.hasText(System.getenv("LAMBDA_TASK_ROOT"));
	}

	/**
	 * The context is there before the recorder that it is part of, and is asked after it.
	 */
	private static @Nullable AWSXRayRecorder recorderOf(ObjectProvider<AWSXRayRecorder> provider) {
		try {
			return provider.getIfAvailable();
		}
		catch (BeansException | IllegalStateException ex) {
			return null;
		}
	}

	@Bean
	@ConditionalOnMissingBean(ContextMissingStrategy.class)
	ReportingContextMissingStrategy xrayContextMissingStrategy(XRayProperties properties) {
		return new ReportingContextMissingStrategy(properties.getContextMissing());
	}

	@Bean
	@ConditionalOnMissingBean(ThrowableSerializationStrategy.class)
	SafeThrowableStrategy xrayThrowableStrategy(XRayProperties properties, XRayExceptionProperties exceptions,
			ObjectProvider<ExceptionMessageFilter> messageFilters) {
		ExceptionMessages messages = new ExceptionMessages(exceptions.getRecordMessages(),
				messageFilters.orderedStream().toList());
		int frames = properties.getMaxStackFrames();
		if (frames < 0) {
			throw new InvalidConfigurationPropertyValueException("xray.max-stack-frames", frames,
					"Write a number of stack frames, or 0 to record none.");
		}
		return new SafeThrowableStrategy(frames, messages);
	}

	@Bean
	@ConditionalOnMissingBean
	Subsegments xraySubsegments(AWSXRayRecorder recorder, TracingFaults faults) {
		return new Subsegments(recorder, faults);
	}

	@Bean
	@ConditionalOnMissingBean
	Segments xraySegments(AWSXRayRecorder recorder, Subsegments subsegments, TracingFaults faults) {
		return new Segments(recorder, subsegments, faults, isLambda());
	}

}
