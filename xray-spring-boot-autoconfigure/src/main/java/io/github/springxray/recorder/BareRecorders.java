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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.LambdaSegmentContextResolver;
import com.amazonaws.xray.contexts.SegmentContextResolverChain;
import com.amazonaws.xray.contexts.ThreadLocalSegmentContextResolver;
import com.amazonaws.xray.internal.SecureIdGenerator;
import com.amazonaws.xray.strategy.DefaultContextMissingStrategy;
import com.amazonaws.xray.strategy.DefaultPrioritizationStrategy;
import com.amazonaws.xray.strategy.DefaultStreamingStrategy;
import com.amazonaws.xray.strategy.DefaultThrowableSerializationStrategy;
import com.amazonaws.xray.strategy.sampling.NoSamplingStrategy;

import org.springframework.objenesis.SpringObjenesis;

/**
 * Makes recorders of the SDK without their only constructor. That one makes the SDK's
 * sampler and emitter, which look up the address of the daemon, fail for one that they
 * cannot read, log, and open a socket that nobody closes.
 */
final class BareRecorders {

	private static final SpringObjenesis objenesis = new SpringObjenesis();

	private BareRecorders() {
	}

	/**
	 * Create a recorder in the state that the constructor leaves behind, but that it
	 * samples nothing and has no emitter.
	 * @param type the class of the recorder
	 * @throws ReflectiveOperationException if the SDK is another than the one that is
	 * known
	 */
	static <T extends AWSXRayRecorder> T create(Class<T> type) throws ReflectiveOperationException {
		T recorder = objenesis.newInstance(type, false);
		Map<String, Object> aws = new ConcurrentHashMap<>();
		// A copy, which can be told from a map of the application
		aws.put("xray", new LinkedHashMap<>(constant("SDK_VERSION_INFORMATION")));
		Map<String, Object> service = new ConcurrentHashMap<>(constant("RUNTIME_INFORMATION"));
		SegmentContextResolverChain chain = new ContextResolvers();
		LambdaSegmentContextResolver lambda = new LambdaSegmentContextResolver();
		chain.addResolver((lambda.resolve() != null) ? lambda : new ThreadLocalSegmentContextResolver());
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("awsRuntimeContext", aws);
		fields.put("serviceRuntimeContext", service);
		fields.put("segmentListeners", new ArrayList<>());
		fields.put("logReferences", ConcurrentHashMap.newKeySet());
		fields.put("samplingStrategy", new NoSamplingStrategy());
		fields.put("streamingStrategy", new DefaultStreamingStrategy());
		fields.put("prioritizationStrategy", new DefaultPrioritizationStrategy());
		fields.put("throwableSerializationStrategy", new DefaultThrowableSerializationStrategy());
		fields.put("contextMissingStrategy", new DefaultContextMissingStrategy());
		fields.put("idGenerator", new SecureIdGenerator());
		fields.put("segmentContextResolverChain", chain);
		for (Map.Entry<String, Object> field : fields.entrySet()) {
			field(field.getKey()).set(recorder, field.getValue());
		}
		return recorder;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> constant(String name) throws ReflectiveOperationException {
		return (Map<String, Object>) field(name).get(null);
	}

	private static Field field(String name) throws ReflectiveOperationException {
		Field field = AWSXRayRecorder.class.getDeclaredField(name);
		try {
			field.setAccessible(true);
		}
		catch (RuntimeException ex) {
			throw new NoSuchFieldException(name + " cannot be accessed: " + ex.getMessage());
		}
		return field;
	}

}
