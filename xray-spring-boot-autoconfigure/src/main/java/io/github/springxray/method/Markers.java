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

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.BooleanSupplier;

import com.amazonaws.xray.spring.aop.XRayEnabled;
import com.amazonaws.xray.spring.aop.XRayTraced;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.ConcurrentReferenceHashMap.ReferenceType;

import io.github.springxray.XRaySegment;
import io.github.springxray.XRaySubsegment;

/**
 * Finds what says that a class or some of its methods are to be traced. Every bean of an
 * application is looked at, so each type is looked at once, and types of the platform and
 * of Spring not at all.
 */
final class Markers {

	private final Map<Class<?>, Mark> marks = new ConcurrentReferenceHashMap<>(64, ReferenceType.WEAK);

	private final Map<Class<?>, Boolean> leftOut = new ConcurrentReferenceHashMap<>(64, ReferenceType.WEAK);

	private final TracedPackages packages;

	private final Runners runners;

	private final BooleanSupplier observed;

	Markers(TracedPackages packages) {
		this(packages, Runners.NONE);
	}

	Markers(TracedPackages packages, Runners runners) {
		this(packages, runners, () -> true);
	}

	/**
	 * Create an instance.
	 * @param packages whose classes are traced without a marker
	 * @param runners which beans run when the application has started
	 * @param observed says whether the annotation of Micrometer is a marker
	 */
	Markers(TracedPackages packages, Runners runners, BooleanSupplier observed) {
		this.packages = packages;
		this.runners = runners;
		this.observed = observed;
	}

	Runners runners() {
		return this.runners;
	}

	/**
	 * Return whether a class, or what it extends or implements, carries a marker, be it
	 * on the type or on a method, or is a runner that is to be traced.
	 */
	boolean areOn(Class<?> userClass) {
		return markOf(userClass) != Mark.NONE || this.runners.include(userClass);
	}

	/**
	 * Return whether a class, or what it extends or implements, carries a marker for all
	 * of its public methods.
	 */
	boolean isOnType(Class<?> userClass) {
		return markOf(userClass) == Mark.TYPE;
	}

	/**
	 * Return whether a class is traced because of its package alone.
	 */
	boolean isInPackages(Class<?> userClass) {
		return this.packages.contain(userClass)
				&& !this.leftOut.computeIfAbsent(userClass, UntracedByDefault::includes);
	}

	/**
	 * Return the class that the user has written. Behind a JDK proxy, such as that of a
	 * Spring Data repository, and behind a lambda it is the interface for which the bean
	 * is traced.
	 */
	Class<?> userClassOf(Class<?> beanClass) {
		if (!isInterfaceOnly(beanClass)) {
			return ClassUtils.getUserClass(beanClass);
		}
		Class<?> found = beanClass;
		for (Class<?> candidate : beanClass.getInterfaces()) {
			if (markOf(candidate) != Mark.NONE || (this.runners.include(candidate) && !isOfPlatform(beanClass))) {
				return candidate;
			}
			if (found == beanClass && isInPackages(candidate)) {
				found = candidate;
			}
		}
		return found;
	}

	/**
	 * Return whether a bean has nothing but its interfaces by which it can be proxied.
	 */
	static boolean isInterfaceOnly(Class<?> beanClass) {
		return Proxy.isProxyClass(beanClass) || ClassUtils.isLambdaClass(beanClass);
	}

	static boolean isMarked(MergedAnnotations annotations) {
		return annotations.isPresent(XRayEnabled.class) || annotations.isPresent(XRaySubsegment.class)
				|| annotations.isPresent(XRaySegment.class);
	}

	/**
	 * Return whether annotations say that something is to be traced.
	 */
	boolean areIn(MergedAnnotations annotations) {
		return isMarked(annotations)
				|| (annotations.isPresent(ObservedAspects.OBSERVED) && this.observed.getAsBoolean());
	}

	private Mark markOf(Class<?> type) {
		if (isOfPlatform(type)) {
			return Mark.NONE;
		}
		Mark mark = this.marks.get(type);
		if (mark == null) {
			mark = declaredOn(type);
			if (type.getSuperclass() != null) {
				mark = mark.or(markOf(type.getSuperclass()));
			}
			for (Class<?> parent : type.getInterfaces()) {
				mark = mark.or(markOf(parent));
			}
			this.marks.put(type, mark);
		}
		return mark;
	}

	private Mark declaredOn(Class<?> type) {
		if (type == XRayTraced.class || areIn(MergedAnnotations.from(type))) {
			return Mark.TYPE;
		}
		for (Method method : methodsOf(type)) {
			if (!method.isSynthetic() && areIn(MergedAnnotations.from(method))) {
				return Mark.METHODS;
			}
		}
		return Mark.NONE;
	}

	static Method[] methodsOf(Class<?> type) {
		try {
			return type.getDeclaredMethods();
		}
		catch (LinkageError ex) {
			// A signature names a class of a library that is not there
			return new Method[0];
		}
	}

	static boolean isMarked(AnnotatedElement element) {
		return isMarked(MergedAnnotations.from(element));
	}

	static boolean isOfPlatform(Class<?> type) {
		String name = type.getName();
		if (name.startsWith("org.springframework.")) {
			return !name.startsWith("org.springframework.samples.");
		}
		return name.startsWith("java.") || name.startsWith("jakarta.") || name.startsWith("jdk.");
	}

	private enum Mark {

		NONE, METHODS, TYPE;

		Mark or(Mark other) {
			return (compareTo(other) >= 0) ? this : other;
		}

	}

}
