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
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds why a proxy that extends a class would not behave as the class does. The proxy
 * has no state of its own: what it cannot override runs on it and finds empty fields.
 */
final class SubclassObstacles {

	/**
	 * Annotations by which nobody calls a private method through a proxy. Those of life
	 * cycle and injection are honoured on the bean itself.
	 */
	private static final List<String> HARMLESS = List.of("java.", "jdk.", "kotlin.", "groovy.", "javax.annotation.",
			"javax.inject.", "jakarta.annotation.", "jakarta.inject.", "jakarta.persistence.", "jakarta.transaction.",
			"jakarta.validation.", "com.amazonaws.xray.", "com.fasterxml.jackson.", "com.google.errorprone.",
			"edu.umd.cs.findbugs.", "io.github.springxray.XRay", "io.micrometer.", "lombok.", "org.checkerframework.",
			"org.jetbrains.", "org.jspecify.", "org.springframework.aot.", "org.springframework.beans.factory.",
			"org.springframework.cache.", "org.springframework.lang.", "org.springframework.resilience.",
			"org.springframework.retry.", "org.springframework.scheduling.annotation.Async",
			"org.springframework.transaction.annotation.", "tools.jackson.");

	private static final String BY_INTERFACE = ", or annotate an interface of the class and set "
			+ "spring.aop.proxy-target-class=false.";

	private SubclassObstacles() {
	}

	static @Nullable String find(Class<?> userClass, boolean marked) {
		if (Modifier.isFinal(userClass.getModifiers()) || userClass.isSealed()) {
			return "it is " + (userClass.isSealed() ? "sealed" : "final") + ", so that no proxy can extend it. "
					+ "Make it open (in Kotlin with the compiler plugin kotlin-spring; a record cannot be), or "
					+ "annotate an interface of it and set spring.aop.proxy-target-class=false.";
		}
		if (!hasVisibleConstructor(userClass)) {
			return "it has private constructors only, so that no proxy can extend it. "
					+ "Give it a constructor that is not private.";
		}
		for (Class<?> type = userClass; type != null && type != Object.class; type = type.getSuperclass()) {
			String obstacle = inTheWayOfMethods(type, userClass);
			if (obstacle == null && !marked && !Markers.isOfPlatform(type)) {
				obstacle = inTheWayOfFields(type);
			}
			if (obstacle != null) {
				return obstacle;
			}
		}
		return null;
	}

	private static boolean hasVisibleConstructor(Class<?> userClass) {
		for (Constructor<?> constructor : userClass.getDeclaredConstructors()) {
			if (!Modifier.isPrivate(constructor.getModifiers())) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable String inTheWayOfMethods(Class<?> type, Class<?> userClass) {
		for (Method method : type.getDeclaredMethods()) {
			int modifiers = method.getModifiers();
			String name = "its method " + type.getSimpleName() + "." + method.getName();
			if (Modifier.isStatic(modifiers) || method.isSynthetic()) {
				continue;
			}
			if (Modifier.isPrivate(modifiers)) {
				Annotation annotation = callingAnnotationOf(method);
				if (annotation != null) {
					return name + " is private and called by its annotation @"
							+ annotation.annotationType().getSimpleName()
							+ ", which would fail or find no state on the proxy. Make the method package-private"
							+ BY_INTERFACE;
				}
			}
			else if (Modifier.isFinal(modifiers)) {
				return name + " is final and would run on the proxy, which has no state. Make the method open"
						+ BY_INTERFACE;
			}
			else if (isPackagePrivate(modifiers) && !isSamePackage(type, userClass)) {
				return name + " is visible in another package only and would run on the proxy, which has no state. "
						+ "Make the method protected" + BY_INTERFACE;
			}
		}
		return null;
	}

	private static @Nullable Annotation callingAnnotationOf(Method method) {
		for (Annotation annotation : method.getDeclaredAnnotations()) {
			String name = annotation.annotationType().getName();
			if (HARMLESS.stream().noneMatch(name::startsWith)) {
				return annotation;
			}
		}
		return null;
	}

	private static boolean isPackagePrivate(int modifiers) {
		return !Modifier.isPublic(modifiers) && !Modifier.isProtected(modifiers);
	}

	/**
	 * Two class loaders make two packages of one name.
	 */
	private static boolean isSamePackage(Class<?> type, Class<?> other) {
		return type.getClassLoader() == other.getClassLoader() && type.getPackageName().equals(other.getPackageName());
	}

	private static @Nullable String inTheWayOfFields(Class<?> type) {
		for (Field field : type.getDeclaredFields()) {
			int modifiers = field.getModifiers();
			if (!Modifier.isStatic(modifiers) && !Modifier.isPrivate(modifiers) && !field.isSynthetic()) {
				return "its field " + type.getSimpleName() + "." + field.getName()
						+ " is not private and would be empty where it is read from the proxy. Make the field private, "
						+ "or annotate the class with @XRayEnabled if nobody else reads it.";
			}
		}
		return null;
	}

}
