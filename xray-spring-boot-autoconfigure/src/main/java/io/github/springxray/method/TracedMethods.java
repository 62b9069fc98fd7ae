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

package io.github.springxray.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodClassKey;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

import io.github.springxray.XRayAnnotation;
import io.github.springxray.XRayMetadata;
import io.github.springxray.XRaySegment;
import io.github.springxray.XRaySubsegment;
import io.github.springxray.sampling.JobSamplingRequest.Kind;

/**
 * Knows which methods are traced, and looks at each of them once.
 */
final class TracedMethods {

	private static final TracedMethod UNTRACED = new TracedMethod("", null, Object.class, false, List.of(), List.of(),
			Map.of());

	/**
	 * Reactor's types by name, as it may be absent. A subclass of them cannot be wrapped
	 * into what the method is declared to return.
	 */
	private static final Set<String> REACTIVE = Set.of("reactor.core.publisher.Mono", "reactor.core.publisher.Flux",
			"reactor.core.CorePublisher", "org.reactivestreams.Publisher");

	private static final boolean REACTOR_PRESENT = ClassUtils.isPresent("reactor.core.publisher.Mono",
			TracedMethods.class.getClassLoader());

	/**
	 * What Spring calls suspending functions through, as publishers.
	 */
	private static final boolean COROUTINES_REACTOR_PRESENT = REACTOR_PRESENT
			&& ClassUtils.isPresent("kotlinx.coroutines.reactor.MonoKt", TracedMethods.class.getClassLoader())
			&& KotlinDetector.isKotlinReflectPresent();

	private static final String FLOW = "kotlinx.coroutines.flow.Flow";

	private final Map<MethodClassKey, TracedMethod> methods = new ConcurrentHashMap<>();

	private final Markers markers;

	private final MethodExclusions exclusions;

	private final ParameterNameDiscoverer parameterNames;

	TracedMethods(Markers markers, MethodExclusions exclusions) {
		this(markers, exclusions, new DefaultParameterNameDiscoverer());
	}

	TracedMethods(Markers markers, MethodExclusions exclusions, ParameterNameDiscoverer parameterNames) {
		this.markers = markers;
		this.exclusions = exclusions;
		this.parameterNames = parameterNames;
	}

	/**
	 * Return what there is to know about a method of a bean, or {@code null} if it is not
	 * traced.
	 */
	@Nullable TracedMethod find(Method method, Class<?> beanClass) {
		MethodClassKey key = new MethodClassKey(method, beanClass);
		TracedMethod found = this.methods.get(key);
		if (found == null) {
			TracedMethod inspected = inspect(method, beanClass);
			found = (inspected != null) ? inspected : UNTRACED;
			this.methods.put(key, found);
		}
		return (found != UNTRACED) ? found : null;
	}

	private @Nullable TracedMethod inspect(Method called, Class<?> beanClass) {
		Class<?> userClass = this.markers.userClassOf(beanClass);
		Method method = BridgeMethodResolver.getMostSpecificMethod(called, userClass);
		if (!Modifier.isPublic(method.getModifiers()) || Modifier.isStatic(method.getModifiers())
				|| ReflectionUtils.isObjectMethod(method)) {
			return null;
		}
		MergedAnnotations annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
		boolean runner = this.markers.runners().areRunBy(method, userClass);
		if (!(runner || isTraced(annotations, userClass)) || this.exclusions.exclude(userClass, method)) {
			return null;
		}
		Kind kind = runner ? Kind.RUNNER : kindOf(annotations);
		String bean = runner ? this.markers.runners().nameOf(beanClass, userClass) : null;
		String name = (bean != null) ? bean : nameOf(method, annotations, userClass);
		boolean suspending = KotlinDetector.isSuspendingFunction(method);
		if (suspending && !COROUTINES_REACTOR_PRESENT) {
			return null;
		}
		String type = method.getReturnType().getName();
		boolean deferred = suspending || (REACTOR_PRESENT && REACTIVE.contains(type))
				|| (REACTOR_PRESENT && ReactiveCall.FLOWS_PRESENT && FLOW.equals(type));
		return new TracedMethod(name, kind, userClass, deferred, argumentsOf(method, name),
				valuesOf(annotations, "result", name), observedValuesOf(annotations, userClass));
	}

	private boolean isTraced(MergedAnnotations annotations, Class<?> userClass) {
		if (this.markers.areIn(annotations) || this.markers.isOnType(userClass)) {
			return true;
		}
		return this.markers.isInPackages(userClass) && !UntracedByDefault.includes(annotations);
	}

	private static String nameOf(Method method, MergedAnnotations annotations, Class<?> userClass) {
		String name = valueOf(annotations);
		if (name != null) {
			return name;
		}
		String typeName = valueOf(MergedAnnotations.from(userClass, SearchStrategy.TYPE_HIERARCHY));
		return ((typeName != null) ? typeName : simpleNameOf(userClass)) + "." + KotlinNames.nameOf(method);
	}

	private static @Nullable Kind kindOf(MergedAnnotations annotations) {
		return annotations.isPresent(XRaySegment.class) ? Kind.SEGMENT : null;
	}

	private static @Nullable String valueOf(MergedAnnotations annotations) {
		String job = annotations.get(XRaySegment.class).getValue(MergedAnnotation.VALUE, String.class).orElse(null);
		if (StringUtils.hasText(job)) {
			return job;
		}
		MergedAnnotation<XRaySubsegment> subsegment = annotations.get(XRaySubsegment.class);
		return subsegment.getValue(MergedAnnotation.VALUE, String.class)
			.filter(StringUtils::hasText)
			.orElseGet(() -> observedNameOf(annotations));
	}

	/**
	 * An observation is called by its technical name only where it has no other one.
	 */
	private static @Nullable String observedNameOf(MergedAnnotations annotations) {
		MergedAnnotation<?> observed = annotations.get(ObservedAspects.OBSERVED);
		return observed.getValue("contextualName", String.class)
			.filter(StringUtils::hasText)
			.or(() -> observed.getValue("name", String.class).filter(StringUtils::hasText))
			.orElse(null);
	}

	private static String simpleNameOf(Class<?> userClass) {
		return userClass.isAnonymousClass() ? ClassUtils.getShortName(userClass) : userClass.getSimpleName();
	}

	/**
	 * What Micrometer's annotation says of each call, as keys and values in turns.
	 */
	private static Map<String, String> observedValuesOf(MergedAnnotations annotations, Class<?> userClass) {
		MergedAnnotation<?> observed = annotations.get(ObservedAspects.OBSERVED);
		if (!observed.isPresent()) {
			observed = MergedAnnotations.from(userClass, SearchStrategy.TYPE_HIERARCHY).get(ObservedAspects.OBSERVED);
		}
		String[] pairs = observed.getValue("lowCardinalityKeyValues", String[].class).orElse(new String[0]);
		Map<String, String> values = new LinkedHashMap<>();
		for (int i = 0; i + 1 < pairs.length; i += 2) {
			values.put(pairs[i], pairs[i + 1]);
		}
		return values;
	}

	private List<List<TracedValue>> argumentsOf(Method method, String place) {
		@Nullable String[] names = namesOf(method);
		List<List<TracedValue>> arguments = new ArrayList<>();
		boolean empty = true;
		for (MethodParameter parameter : new AnnotatedMethod(method).getMethodParameters()) {
			int index = parameter.getParameterIndex();
			String name = (names != null && index < names.length) ? names[index] : null;
			Annotation[] annotations = parameter.getParameterAnnotations();
			List<TracedValue> values = valuesOf(MergedAnnotations.from(annotations),
					(name != null) ? name : "arg" + index, place);
			empty &= values.isEmpty();
			arguments.add(values);
		}
		return empty ? List.of() : List.copyOf(arguments);
	}

	/**
	 * Return the names of parameters, which may be fewer than the parameters are: the
	 * continuation of a suspending function has none. Where names cannot be read, values
	 * are recorded under the numbers of their parameters.
	 */
	private @Nullable String @Nullable [] namesOf(Method method) {
		try {
			return this.parameterNames.getParameterNames(method);
		}
		catch (RuntimeException | LinkageError ex) {
			return null;
		}
	}

	/**
	 * The class comes before its interfaces, and what is nearest wins.
	 */
	private static List<TracedValue> valuesOf(MergedAnnotations annotations, String defaultKey, String place) {
		List<TracedValue> values = new ArrayList<>();
		annotations.stream(XRayAnnotation.class)
			.map((annotation) -> TracedValue.of(annotation.synthesize(), defaultKey, place))
			.forEach((value) -> addNew(value, values));
		annotations.stream(XRayMetadata.class)
			.map((metadata) -> TracedValue.of(metadata.synthesize(), defaultKey, place))
			.forEach((value) -> addNew(value, values));
		return List.copyOf(values);
	}

	private static void addNew(TracedValue value, List<TracedValue> values) {
		if (values.stream().noneMatch(value::collidesWith)) {
			values.add(value);
		}
	}

}
